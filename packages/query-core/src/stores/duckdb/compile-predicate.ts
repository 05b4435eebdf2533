import { DOCUMENT_FIELDS } from '@achilles/types';
import type { Predicate } from '../../plan/predicate.ts';
import type { Scope } from '../../plan/scope.ts';
import type { Bindings } from './statement.ts';

type Of<K extends Predicate['kind']> = Extract<Predicate, { kind: K }>;

function join(of: readonly Predicate[], operator: 'AND' | 'OR', none: string, bind: Bindings): string {
  if (of.length === 0) return none;
  return `(${of.map((predicate) => compilePredicate(predicate, bind)).join(` ${operator} `)})`;
}

function values({ field, values: wanted }: Of<'values'>, bind: Bindings): string {
  if (wanted.length === 0) return 'FALSE';
  const placeholders = wanted.map((value) => bind.text(value)).join(', ');
  return DOCUMENT_FIELDS[field].type === 'keywords'
    ? `list_has_any(${field}, [${placeholders}])`
    : `${field} IN (${placeholders})`;
}

function prefix({ field, prefix: start }: Of<'prefix'>, bind: Bindings): string {
  return DOCUMENT_FIELDS[field].type === 'keywords'
    ? `len(list_filter(${field}, lambda value: starts_with(value, ${bind.text(start)}))) > 0`
    : `starts_with(${field}, ${bind.text(start)})`;
}

function time({ from, to }: Of<'time'>, bind: Bindings): string {
  const sides = [
    ...(from === null ? [] : [`event_time >= ${bind.integer(from)}`]),
    ...(to === null ? [] : [`event_time <= ${bind.integer(to)}`]),
  ];
  return sides.length === 0 ? 'TRUE' : `(${sides.join(' AND ')})`;
}

/** SQL that is true for exactly the rows of the predicate, and false or null for all others. */
export function compilePredicate(predicate: Predicate, bind: Bindings): string {
  switch (predicate.kind) {
    case 'every':
      return join(predicate.of, 'AND', 'TRUE', bind);
    case 'some':
      return join(predicate.of, 'OR', 'FALSE', bind);
    case 'not':
      return `(${compilePredicate(predicate.of, bind)} IS NOT TRUE)`;
    case 'time':
      return time(predicate, bind);
    case 'values':
      return values(predicate, bind);
    case 'prefix':
      return prefix(predicate, bind);
    case 'codes':
      return predicate.codes.length === 0
        ? 'FALSE'
        : `error_code IN (${predicate.codes.map((code) => bind.integer(code)).join(', ')})`;
    case 'true':
      return predicate.field;
    case 'missing':
      return `${predicate.field} IS NULL`;
    default:
      return predicate satisfies never;
  }
}

/** SQL that is true for the rows a scope may see. */
export function compileScope(scope: Scope, bind: Bindings): string {
  if (scope.kind === 'all') return 'TRUE';
  return scope.org === '' ? 'FALSE' : `org = ${bind.text(scope.org)}`;
}
