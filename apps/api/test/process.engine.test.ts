import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { TestElasticsearch } from '@achilles/testkit';
import { expect, inject, test } from 'vitest';

const MAIN = join(import.meta.dirname, '../src/main.ts');

const [elasticsearch] = inject('elasticsearch') as readonly TestElasticsearch[];
const SETTINGS = {
  PORT: '0',
  ELASTICSEARCH_NODE: elasticsearch?.url ?? '',
  REDIS_URL: inject('redisUrl'),
  ELASTICSEARCH_INDEX_PATTERN: 'api-process-achilles-results-*',
  ELASTICSEARCH_WRITE_INDEX_PREFIX: 'api-process-achilles-results',
};

interface Running {
  readonly process: ChildProcessWithoutNullStreams;
  readonly ended: Promise<number | null>;
  output(): string;
}

function run(variables: Record<string, string>): Running {
  const child = spawn(process.execPath, [MAIN], { env: { ...SETTINGS, ...variables } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { process: child, ended, output: () => output };
}

async function ready(running: Running): Promise<string> {
  await expect.poll(running.output, { timeout: 10_000 }).toContain('"listening"');
  const line = running
    .output()
    .split('\n')
    .find((text) => text.includes('"listening"'));
  return (JSON.parse(line ?? '{}') as { url: string }).url;
}

test('without AUTH_MODE the process asks for credentials it does not have, and says so', async () => {
  const running = run({});
  expect(await running.ended).toBe(1);
  expect(running.output()).toContain('AUTH_MODE=required needs credentials to check');
});

test('requests under way when the process is told to stop are answered', async () => {
  const running = run({ AUTH_MODE: 'none' });
  const url = await ready(running);
  const requests = Array.from({ length: 40 }, () =>
    fetch(`${url}/api/analytics/defense-score/trend?from=2000`),
  );
  await requests[0];
  running.process.kill('SIGTERM');
  for (const response of await Promise.allSettled(requests)) {
    // A connection that was not yet accepted may be refused; one that was is answered whole.
    if (response.status === 'fulfilled') expect(await response.value.json()).toEqual([]);
  }
  expect(await running.ended).toBe(0);
  expect(running.output()).toContain('"stopping"');
});
