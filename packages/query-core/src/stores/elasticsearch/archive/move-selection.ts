import { type Execution, readExecution } from '@achilles/types';
import { groupKey, readGroupKey } from '../../../plan/group-key.ts';
import { every, isWithin, type Predicate, some } from '../../../plan/predicate.ts';
import type { Move } from '../../../ports/result-archive.ts';

/** Rows among which are all that a move moves: those of groups are told apart by their keys, from what was sent. */
export function candidatesOf(move: Move): Predicate {
  const { rows } = move;
  switch (rows.kind) {
    case 'before':
      return isWithin({ from: null, to: rows.before - 1 });
    case 'groups': {
      const times = new Set(rows.keys.flatMap((key) => readGroupKey(key).map(({ time }) => time)));
      return some(...[...times].map((time) => isWithin({ from: time, to: time })));
    }
    case 'window':
      return isWithin({ from: rows.from, to: rows.to });
    case 'job':
      return every();
    default:
      return rows satisfies never;
  }
}

function isAsked({ rows }: Move, keys: ReadonlySet<string>, execution: Execution): boolean {
  switch (rows.kind) {
    case 'before':
      return execution.event_time < rows.before;
    case 'groups':
      return keys.has(groupKey(execution));
    case 'window':
      return (
        execution.event_time >= (rows.from ?? Number.NEGATIVE_INFINITY) &&
        execution.event_time <= (rows.to ?? Number.POSITIVE_INFINITY)
      );
    case 'job':
      return true;
    default:
      return rows satisfies never;
  }
}

/** Tells by the text of a document whether a move moves it. */
export function selectionOf(move: Move): (text: string) => boolean {
  const { rows, scope } = move;
  const keys = new Set(rows.kind === 'groups' ? rows.keys : []);
  return (text) => {
    const { execution } = readExecution(JSON.parse(text));
    if (execution === null) return false;
    if (scope.kind === 'organization' && (scope.org === '' || execution.org !== scope.org)) return false;
    return isAsked(move, keys, execution);
  };
}
