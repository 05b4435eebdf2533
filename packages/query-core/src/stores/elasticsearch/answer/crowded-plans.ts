import type { Plan } from '../../../plan/plan.ts';

const MOST_REMEMBERED = 500;
/** What is too much for one search today may not be tomorrow: once in a while it is tried again. */
const FORGET_AFTER_MS = 5 * 60_000;

/** A plan without the instants in it: a dashboard asks the same every few seconds, with another now. */
const withoutTimes = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'time' ? null : value;

/**
 * Remembers which questions were too much for one search, so that the next one of that shape does not try. It decides
 * only by which way an answer is found.
 */
export class CrowdedPlans {
  readonly #seen = new Map<string, number>();

  shapeOf(plan: Plan): string {
    return JSON.stringify(plan, withoutTimes);
  }

  has(shape: string): boolean {
    const since = this.#seen.get(shape);
    return since !== undefined && performance.now() - since < FORGET_AFTER_MS;
  }

  add(shape: string): void {
    this.#seen.delete(shape);
    this.#seen.set(shape, performance.now());
    const oldest = this.#seen.keys().next();
    if (this.#seen.size > MOST_REMEMBERED && !oldest.done) this.#seen.delete(oldest.value);
  }
}
