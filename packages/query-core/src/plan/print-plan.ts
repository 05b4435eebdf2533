import type { Plan } from './plan.ts';

const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** A plan as text: equal plans print to equal bytes, whatever the order in which their keys were written. */
export const printPlan = (plan: Plan): string => JSON.stringify(plan, sorted);
