import type { GroupPage, RowPage } from '../../../plan/pages.ts';
import { isPage, type Plan } from '../../../plan/plan.ts';
import { StoreError } from '../../../ports/store-error.ts';
import type { Query } from '../query/query.ts';
import { answerByWalking } from './answer-plan.ts';
import { type PlanWork, planWork } from './compile-search.ts';
import type { GroupReader } from './group-reader.ts';
import { answerGroupPage } from './groups/answer-group-page.ts';
import { answerRowPage } from './pages/answer-row-page.ts';
import type { Reading } from './part-work.ts';
import { isTooMuch } from './walk-buckets.ts';

/** How much of an answer a search had room for; one that would take too many buckets or too much memory has none at all. */
export async function roomFor(ask: () => Promise<boolean>): Promise<'all' | 'some' | 'none'> {
  try {
    return (await ask()) ? 'all' : 'some';
  } catch (error) {
    if (isTooMuch(error)) return 'none';
    throw error;
  }
}

/** What was found of the aggregates of a plan, by name. */
export const answerOf = ({ parts }: PlanWork): Record<string, unknown> =>
  Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.answer()]));

async function answerAggregates(
  readers: readonly GroupReader[],
  plan: Plan,
  leftOut: readonly Query[],
  reading: Reading,
): Promise<Record<string, unknown>> {
  if (Object.values(plan.parts).every(isPage)) return {};
  if (reading === 'at-once') {
    const work = planWork(plan, leftOut);
    if ((await roomFor(() => answerByWalking(readers, work, 'at-once'))) === 'all') return answerOf(work);
  }
  const work = planWork(plan, leftOut);
  if (await answerByWalking(readers, work, 'paged')) return answerOf(work);
  throw new StoreError('failed', 'the store left out buckets of a paged answer');
}

async function answerPage(
  readers: readonly GroupReader[],
  { scope }: Plan,
  leftOut: readonly Query[],
  part: RowPage | GroupPage,
): Promise<unknown> {
  const work = { scope, leftOut };
  if (part.kind === 'row-page') return answerRowPage(readers, work, part);
  return answerGroupPage(readers, work, part);
}

/**
 * Answers every part of a plan from points in time, with as many searches as it takes.
 * @param reading how to begin with the aggregates: page by page where more is known to have no room
 */
export async function answerOverView(
  readers: readonly GroupReader[],
  plan: Plan,
  leftOut: readonly Query[],
  reading: Reading,
): Promise<Record<string, unknown>> {
  const pages = Object.entries(plan.parts).flatMap(([name, part]) =>
    isPage(part) ? [[name, part] as const] : [],
  );
  const [counted, ...listed] = await Promise.all([
    answerAggregates(readers, plan, leftOut, reading),
    ...pages.map(async ([name, part]) => [name, await answerPage(readers, plan, leftOut, part)] as const),
  ]);
  return { ...counted, ...Object.fromEntries(listed) };
}
