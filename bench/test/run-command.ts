import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestElasticsearch } from '@achilles/testkit';
import { inject } from 'vitest';
import { environment } from './config.ts';

const COMMAND = join(import.meta.dirname, '../bench-command.ts');
const [elasticsearch] = inject('elasticsearch') as readonly TestElasticsearch[];
const url = elasticsearch?.url ?? '';

/** Runs a bench on the servers of the tests, as its caller would. @throws where it exits with another code than 0 */
export const runCommand = (...args: string[]) =>
  promisify(execFile)(process.execPath, [COMMAND, ...args], {
    env: { ...environment, TEST_ELASTICSEARCH_URL: url, TEST_REDIS_URL: inject('redisUrl') },
  });

/** The indices that benches have made and not deleted yet. */
export async function benchIndices(): Promise<string[]> {
  const response = await fetch(`${url}/_cat/indices/bench-*,archived-bench-*?format=json&h=index`);
  return ((await response.json()) as { index: string }[]).map(({ index }) => index);
}
