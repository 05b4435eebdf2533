import { setTimeout as sleep } from 'node:timers/promises';
import { archiveId } from '../rows/archive-id.ts';
import { type KnownRow, nameOf } from '../rows/known-row.ts';
import type { ElasticsearchHttp } from '../servers/elasticsearch-http.ts';
import type { CaseNames } from '../servers/installation.ts';
import type { Random } from './random.ts';
import type { Sampling } from './sampling.ts';

const PAUSE_MS = [5, 40] as const;

/** Whether a document is there now, refreshed or not. @throws when the cluster does not tell */
async function isThere(elasticsearch: ElasticsearchHttp, index: string, id: string): Promise<boolean> {
  const { status, text } = await elasticsearch.ask(
    'GET',
    `/${index}/_doc/${encodeURIComponent(id)}?_source=false`,
  );
  if (status !== 200 && status !== 404) throw new Error(`a row can't be read: ${status} ${text}`);
  return status === 200;
}

/** Where a row was looked for until it was found. A row may move meanwhile: to the archive, or back before it is reached there. */
async function isSomewhere(
  elasticsearch: ElasticsearchHttp,
  row: KnownRow,
  archive: string,
): Promise<boolean> {
  return (
    (await isThere(elasticsearch, row.index, row.id)) ||
    (await isThere(elasticsearch, archive, archiveId(row))) ||
    (await isThere(elasticsearch, row.index, row.id))
  );
}

/** Looks for rows that must exist, one after the other, in the cluster itself. */
export async function findSamples(
  {
    elasticsearch,
    rows,
    differences,
    counts,
    signal,
  }: Sampling & { readonly elasticsearch: ElasticsearchHttp },
  { archive }: CaseNames,
  random: Random,
): Promise<void> {
  while (!signal.aborted) {
    const lasting = rows.lasting();
    if (lasting.length > 0) {
      const row = random.pick(lasting);
      const at = new Date().toISOString();
      try {
        if (!(await isSomewhere(elasticsearch, row, archive)))
          differences.add('in neither', `${nameOf(row)} was neither live nor archived at ${at}`);
        counts.found += 1;
      } catch {
        counts.unanswered += 1;
      }
    }
    await sleep(random.between(...PAUSE_MS));
  }
}
