import type { Scope } from '../../src/plan/scope.ts';
import type { ResultReader } from '../../src/ports/result-reader.ts';
import type { OracleAnswer } from '../oracle/oracle.ts';
import type { OracleRequest } from '../worlds/random-request.ts';
import type { World } from '../worlds/world.ts';
import { askStore } from './ask-store.ts';

/** How many rows a page tells there are, flat or grouped. */
function rowsIn(answer: OracleAnswer): number {
  if (answer.status !== 200) throw new Error(`the page was refused with ${answer.status}`);
  const { pagination } = answer.body as { readonly pagination: Readonly<Record<string, number>> };
  return pagination.totalItems ?? pagination.totalDocuments ?? Number.NaN;
}

/** How many rows there are among some, or in some groups. */
const sizeOf = (items: readonly unknown[]): number =>
  items
    .map((item) => (item as { readonly totalCount?: number }).totalCount ?? 1)
    .reduce((sum, size) => sum + size, 0);

/**
 * Flat and grouped pages of one question count the same rows, and so do all of its items together.
 * @param items every row or group there is
 * @returns what does not add up; null when everything does
 */
export async function countsFault(
  reader: ResultReader,
  world: World,
  { path, query }: OracleRequest,
  scope: Scope,
  items: readonly unknown[],
): Promise<string | null> {
  const ask = async (grouped: string) => {
    const asked = new URLSearchParams(query);
    for (const name of ['page', 'sortField']) asked.delete(name);
    asked.set('grouped', grouped);
    return rowsIn(await askStore(reader, world, { path, query: asked }, scope));
  };
  const [flat, grouped] = [await ask('false'), await ask('true')];
  if (flat === grouped && flat === sizeOf(items)) return null;
  return `flat pages count ${flat} rows, grouped ones ${grouped}, and a walk found ${sizeOf(items)}`;
}
