import type { Scope } from '../plan/scope.ts';

/** Whoever asks, and what is asked. */
export interface Asker {
  /** Tells callers apart. */
  readonly caller: string;
  readonly scope: Scope;
}

/** Parameters that say where in a list, not which list. */
const PLACES = ['cursor', 'page', 'skip'];

/** What a cursor is bound to, as text: equal for the same caller and question, whatever page of it is asked for. */
export function cursorBinding(
  { caller, scope }: Asker,
  path: string,
  parameters: Readonly<Record<string, unknown>>,
): string {
  const question = Object.entries(parameters)
    .filter(([name, value]) => value !== undefined && !PLACES.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([caller, scope, path, question]);
}
