import type { Job } from '@achilles/types';
import type { Differences } from '../play/differences.ts';
import type { JobCaller } from '../play/job-caller.ts';
import { readExport } from '../play/read-export.ts';
import type { KnownRow } from '../rows/known-row.ts';
import { CUT } from '../rows/new-row.ts';
import type { AppProcess } from '../servers/app-process.ts';
import type { ElasticsearchHttp } from '../servers/elasticsearch-http.ts';
import type { CaseNames } from '../servers/installation.ts';
import { judgeEnd } from './judge-end.ts';
import { readStored, type StoredDocument } from './read-stored.ts';

const LAST_PASS_MS = 60_000;

export interface JudgeCase {
  readonly elasticsearch: ElasticsearchHttp;
  readonly names: CaseNames;
  readonly apis: readonly AppProcess[];
  readonly caller: JobCaller;
  readonly rows: readonly KnownRow[];
  /** The jobs that have ended. */
  readonly jobs: readonly Job[];
  readonly differences: Differences;
}

/** Whether a job was under way when a row was deleted, so that it could not know who had deleted it. */
const raced =
  (jobs: readonly Job[]) =>
  ({ deletedAt }: KnownRow, _copy: StoredDocument | undefined): boolean =>
    deletedAt !== null &&
    jobs.some(
      ({ startedAt, finishedAt }) =>
        startedAt !== undefined &&
        finishedAt !== undefined &&
        Date.parse(startedAt) <= deletedAt &&
        deletedAt <= Date.parse(finishedAt),
    );

/** Archives everything before the cut once more, and compares everything there is with what the writer knows. */
export async function judgeCase(options: JudgeCase): Promise<{ last: Job; keptInDoubt: number }> {
  const { elasticsearch, names, apis, caller, rows, jobs, differences } = options;
  const asked = await caller.submit('executions/archive-by-date', { before: CUT });
  const last = await caller.ended(asked, LAST_PASS_MS);
  if (last.status !== 'completed') differences.add('last pass', JSON.stringify(last));
  const stored = {
    live: await readStored(elasticsearch, names.pattern),
    archived: await readStored(elasticsearch, names.archive),
  };
  const judgement = judgeEnd(rows, stored, CUT, raced(jobs));
  for (const { kind, what } of judgement.differences) differences.add(kind, what);
  for (const api of apis) {
    const exported = (await readExport(api.url)).map(({ id }) => id);
    const names = new Set(exported);
    if (names.size !== exported.length)
      differences.add(
        'listed twice at the end',
        `${exported.length - names.size} of ${exported.length} rows`,
      );
    for (const name of judgement.listed) if (!names.has(name)) differences.add('not listed at the end', name);
    for (const name of names) if (!judgement.listed.has(name)) differences.add('listed and not there', name);
  }
  return { last, keptInDoubt: judgement.keptInDoubt.length };
}
