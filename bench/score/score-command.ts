import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperatorError, stopSignal } from '@achilles/process';
import { openStore } from '@achilles/query-core/open-store';
import type { Tell } from '@achilles/testkit';
import { Client } from '@elastic/elasticsearch';
import { CleanUps } from '../measure/clean-ups.ts';
import { describeMachine } from '../measure/machine.ts';
import { benchIndices, deleteIndices, settle } from './bench-indices.ts';
import { apiCaller } from './call-api.ts';
import { loadRows } from './load-rows.ts';
import { memoryAtRest, workerMemory } from './memory-at-rest.ts';
import { startApi } from './production-processes.ts';
import { runScore } from './run-score.ts';
import { parseScoreOptions, SCORE_HELP, type ScoreOptions } from './score-options.ts';
import { scoreReport } from './score-report.ts';
import { HEAP, provideBenchServers } from './servers.ts';

const RESULTS = join(import.meta.dirname, '../RESULTS.md');

const tell: Tell = (line) => process.stderr.write(`[bench] ${line}\n`);

/** Brings everything up, loads the rows twice, measures, and words what came of it. */
async function bench(options: ScoreOptions, signal: AbortSignal, cleanUps: CleanUps): Promise<string> {
  const { rows, days, runs } = options;
  const servers = await provideBenchServers(options.release, tell);
  cleanUps.add(() => servers.stop());
  const folder = await mkdtemp(join(tmpdir(), 'achilles-bench-'));
  cleanUps.add(() => rm(folder, { recursive: true, force: true }));
  const indices = benchIndices(randomBytes(4).toString('hex'));
  const client = new Client({ node: servers.elasticsearch.url });
  cleanUps.add(() => client.close());
  cleanUps.add(() => deleteIndices(client, indices.ownPrefix));
  const connection = {
    target: { node: servers.elasticsearch.url },
    credentials: null,
    caCert: null,
    tlsInsecureSkipVerify: false,
  };
  const elasticsearch = await openStore({ kind: 'elasticsearch', connection, indices });
  cleanUps.add(() => elasticsearch.close());
  const duckdb = await openStore({ kind: 'duckdb', file: join(folder, 'bench.duckdb') });
  cleanUps.add(() => duckdb.close());

  const loading = { rows, indices, signal, tell };
  const loadedElasticsearch = await loadRows({
    ...loading,
    writer: elasticsearch.writer,
    into: 'Elasticsearch',
  });
  const loadedDuckDb = await loadRows({ ...loading, writer: duckdb.writer, into: 'DuckDB' });
  await settle(client, indices.pattern, tell);

  const settings = { elasticsearchUrl: servers.elasticsearch.url, redisUrl: servers.redis.url, indices };
  const api = await startApi(settings);
  cleanUps.add(() => api.stop());
  const caller = apiCaller(api.url);
  cleanUps.add(() => caller.close());
  const freshApi = await memoryAtRest(api);
  const targets = {
    api: caller,
    plain: { client, index: indices.pattern },
    elasticsearch: elasticsearch.reader,
    duckdb: duckdb.reader,
  };
  const measured = await runScore(targets, { rounds: runs, days, signal, tell });
  const memory = {
    'API, fresh': freshApi,
    'API, after the run': await memoryAtRest(api),
    'worker, fresh': await workerMemory(settings),
  };
  return scoreReport({
    machine: describeMachine(),
    servers: `${servers.elasticsearch.name} (heap ${HEAP} where it was started here), ${servers.redis.name}`,
    ...{ rows, days, measured, memory },
    loaded: { Elasticsearch: loadedElasticsearch, DuckDB: loadedDuckDb },
  });
}

/** `npm run bench -- score`: resolves to the exit code. @throws OperatorError when it was stopped */
export async function scoreCommand(args: string[]): Promise<number> {
  const options = parseScoreOptions(args);
  if (options === null) {
    process.stdout.write(SCORE_HELP);
    return 0;
  }
  const signal = stopSignal();
  const cleanUps = new CleanUps();
  try {
    const report = await bench(options, signal, cleanUps);
    process.stdout.write(`${report}\n`);
    if (options.write)
      await writeFile(RESULTS, `# Results of \`npm run bench -- score\`\n\n\`\`\`text\n${report}\n\`\`\`\n`);
  } catch (error) {
    if (signal.aborted) throw new OperatorError('the bench was stopped before it was done');
    throw error;
  } finally {
    await cleanUps.run();
  }
  return 0;
}
