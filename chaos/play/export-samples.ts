import { setTimeout as sleep } from 'node:timers/promises';
import type { AppProcess } from '../servers/app-process.ts';
import type { ElasticsearchHttp } from '../servers/elasticsearch-http.ts';
import { judgeExport } from './judge-export.ts';
import type { Random } from './random.ts';
import { ExportRefused, readExport } from './read-export.ts';
import type { Sampling } from './sampling.ts';

const PAUSE_MS = [300, 1_500] as const;

/** Makes what was acknowledged visible to searches, as the engine does by itself after a while. @throws where a copy missed it */
async function refresh(elasticsearch: ElasticsearchHttp, pattern: string): Promise<void> {
  const answer = JSON.parse(await elasticsearch.read('POST', `/${pattern}/_refresh`)) as {
    readonly _shards: { readonly failed: number };
  };
  if (answer._shards.failed > 0) throw new Error('some copies are away');
}

/** Exports live and archived rows over and over, and judges what came. */
export async function exportSamples(
  {
    elasticsearch,
    rows,
    differences,
    counts,
    signal,
  }: Sampling & { readonly elasticsearch: ElasticsearchHttp },
  pattern: string,
  apis: readonly AppProcess[],
  random: Random,
): Promise<void> {
  while (!signal.aborted) {
    const visible = performance.now();
    const at = new Date().toISOString();
    try {
      await refresh(elasticsearch, pattern);
      const exported = await readExport(random.pick(apis).url);
      const lasting = rows.lasting().filter(({ kind }) => kind !== 'uncounted');
      for (const { kind, what } of judgeExport(exported, lasting, visible))
        differences.add(kind, `${what}, in an export that began after ${at}`);
      counts.exports += 1;
    } catch (error) {
      // What is away answers 503 or 504, or nothing; any other answer is a fault.
      if (error instanceof ExportRefused && error.status < 503)
        differences.add('export refused', error.message);
      counts.unanswered += 1;
    }
    await sleep(random.between(...PAUSE_MS));
  }
}
