import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { environment } from '../src/config.ts';
import { until } from '../src/until.ts';

test('the command for people prints where the servers are and ends with Ctrl-C', async () => {
  const urls = inject('elasticsearch').map(({ url }) => url);
  const command = spawn(process.execPath, [join(import.meta.dirname, '../src/servers-command.ts')], {
    env: {
      ...environment,
      TEST_ELASTICSEARCH_URL: urls.join(' , '),
      TEST_REDIS_URL: inject('redisUrl'),
    },
  });
  let said = '';
  for (const stream of [command.stdout, command.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
    });
  const ended = once(command, 'exit');
  await until(async () => expect(said).toContain('Ctrl-C ends them'), 20_000);
  command.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
  for (const { name, url } of inject('elasticsearch')) expect(said).toContain(`${name} at ${url} (given)`);
  expect(said).toContain(
    `ELASTICSEARCH_NODE=${urls[0]} REDIS_URL=${inject('redisUrl')} AUTH_MODE=none npm run api`,
  );
  // They were there before, and stay.
  for (const url of urls) expect((await fetch(`${url}/_cluster/health`)).status).toBe(200);
});
