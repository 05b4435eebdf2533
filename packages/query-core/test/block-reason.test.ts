import { expect, test } from 'vitest';
import { blockReason } from '../src/stores/elasticsearch/indices/block-reason.ts';

test.each([
  ['index [a] blocked by: [FORBIDDEN/8/index write (api)];', /index\.blocks\.write is on/],
  ['index [a] blocked by: [FORBIDDEN/5/index read-only (api)];', /index\.blocks\.read_only is on/],
  [
    'index [a] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];',
    /disk of one of its nodes is full/,
  ],
  ['blocked by: [SERVICE_UNAVAILABLE/2/no master];', /^it is blocked \(no master\); lift the block$/],
  [undefined, /no reason given/],
])('%s', (reason, words) => {
  expect(blockReason(reason)).toMatch(words);
});
