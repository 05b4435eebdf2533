import type { ExecutionRow } from '@achilles/types';
import { NEWEST_FIRST, type PageState, type RowOrder, type RowPageAnswer } from '../../src/plan/pages.ts';
import { every, type Predicate } from '../../src/plan/predicate.ts';
import { EVERY_ORGANIZATION } from '../../src/plan/scope.ts';
import type { ResultReader, Snapshot } from '../../src/ports/result-reader.ts';

/** Which rows of a list, in which order. */
export interface ListOptions {
  readonly order?: RowOrder;
  readonly offset?: number;
  readonly size?: number;
  readonly state?: PageState | null;
  readonly rows?: Predicate;
}

/** Lists some rows of a snapshot. */
export async function listIn(snapshot: Snapshot, options: ListOptions = {}): Promise<RowPageAnswer> {
  const { order = NEWEST_FIRST, offset = 0, size = 10_000, state = null, rows = every() } = options;
  const page = { kind: 'row-page', rows, order, start: { offset, state }, size } as const;
  return (await snapshot.run({ scope: EVERY_ORGANIZATION, parts: { page } })).page;
}

/** Lists some rows as they are now. */
export const list = (reader: ResultReader, options: ListOptions = {}): Promise<RowPageAnswer> =>
  reader.withSnapshot((snapshot) => listIn(snapshot, options));

/** A page of a snapshot that is held: its id, and where the next page begins. */
export interface HeldPage extends RowPageAnswer {
  readonly id: string;
}

/** Lists the first rows and holds what they were read from. */
export const listAndHold = (reader: ResultReader, options: ListOptions = {}): Promise<HeldPage> =>
  reader.withSnapshot(async (snapshot) => {
    const page = await listIn(snapshot, options);
    return { ...page, id: await snapshot.hold() };
  });

/** Lists all rows page after page, as a cursor leads. */
export async function walk(reader: ResultReader, order: RowOrder, size: number): Promise<ExecutionRow[]> {
  const { id, ...first } = await listAndHold(reader, { order, size });
  const rows = [...first.rows];
  for (let { state } = first; rows.length < first.total; ) {
    const options = { order, size, offset: rows.length, state };
    const page = await reader.withHeld(id, (snapshot) => listIn(snapshot, options));
    if (page.rows.length === 0 || page.total !== first.total) throw new Error('the walk lost rows');
    rows.push(...page.rows);
    state = page.state;
  }
  await reader.release(id);
  return rows;
}

/** Streams rows, all of them together. */
export const streamAll = (reader: ResultReader, skip = 0): Promise<ExecutionRow[]> =>
  reader.withSnapshot(async (snapshot) => {
    const rows: ExecutionRow[] = [];
    for await (const batch of snapshot.stream({ scope: EVERY_ORGANIZATION, rows: every(), skip }))
      rows.push(...batch);
    return rows;
  });
