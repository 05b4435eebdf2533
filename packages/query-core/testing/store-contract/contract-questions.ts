import type { RiskAcceptance } from '@achilles/types';
import { EVERY_ORGANIZATION } from '../../src/plan/scope.ts';
import type { Store } from '../../src/ports/store.ts';
import { askPage, askStore, type PageAnswer } from '../differential/ask-store.ts';
import { itemsOf } from '../differential/listing-fault.ts';
import type { World } from '../worlds/world.ts';

const NOW = Date.parse('2026-05-01T12:00:00Z');
/** What is asked about, besides the rows: the clock stands still. */
export const WORLD: World = { seed: 0, now: NOW, documents: [], acceptances: [], organizations: [] };
const SCORE = { path: 'defense-score', query: new URLSearchParams('from=2000') };

/** A risk acceptance of the test that rows have by default. */
export const acceptance = (fields: Partial<RiskAcceptance> = {}): RiskAcceptance => ({
  acceptance_id: 'a1',
  org_id: 'o1',
  test_name: 'Test',
  control_id: null,
  hostname: null,
  scope: 'global',
  status: 'active',
  expires_at: null,
  ...fields,
});

/** The score of every row. */
export async function score(store: Store, scope = EVERY_ORGANIZATION): Promise<Record<string, number>> {
  const answer = await askStore(store.reader, WORLD, SCORE, scope);
  if (answer.status !== 200) throw new Error(`the question was refused with ${answer.status}`);
  return answer.body as Record<string, number>;
}

/** The request for a page of every row. */
export const pageRequest = (query: string) => ({
  path: 'executions/paginated',
  query: new URLSearchParams(`from=2000&${query}`),
});

/** Asks for a page of every row; by a cursor, where there is one. */
export function page(store: Store, query: string, cursor?: string): Promise<PageAnswer> {
  const further = cursor === undefined ? '' : `&cursor=${cursor}`;
  return askPage(store.reader, WORLD, pageRequest(query + further));
}

/** The rows or groups of a page. @throws Error when it was refused */
export function itemsIn({ answer }: PageAnswer): readonly unknown[] {
  if (answer.status !== 200) throw new Error(`the page was refused with ${answer.status}`);
  return itemsOf(answer.body).items;
}

/** Follows the cursors of a list to its end. @param meanwhile happens before each page but the first */
export async function walk(
  store: Store,
  query: string,
  meanwhile: (pages: number) => Promise<unknown>,
): Promise<readonly unknown[][]> {
  const pages: unknown[][] = [];
  for (let cursor: string | undefined; ; ) {
    const answered: PageAnswer = await page(store, query, cursor);
    pages.push([...itemsIn(answered)]);
    cursor = answered.nextCursor;
    if (cursor === undefined) return pages;
    await meanwhile(pages.length);
  }
}
