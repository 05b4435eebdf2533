import { DOCUMENT_FIELDS } from '@achilles/types';
import type { Key, RowKey } from '../../plan/plan.ts';
import type { Slots } from '../../plan/slots.ts';
import type { Bindings } from './statement.ts';

function slot(slots: Slots, bind: Bindings): string {
  const start = (width: number) => {
    const size = bind.integer(width);
    return `event_time - ((event_time % ${size}) + ${size}) % ${size}`;
  };
  const [first, ...later] = slots.map(({ from, width }) => ({ from, sql: start(width) }));
  const whens = later
    .toReversed()
    .map(({ from, sql }) => `WHEN event_time >= ${bind.integer(from ?? 0)} THEN ${sql}`);
  return whens.length === 0 ? (first?.sql ?? 'event_time') : `CASE ${whens.join(' ')} ELSE ${first?.sql} END`;
}

/** What a row is grouped by: the columns `k0`, `k1`, … and the condition under which it is in a bucket at all. */
export interface CompiledKeys {
  readonly names: readonly string[];
  /** `expression AS k0, …`; a set is unnested into one row for each value. */
  readonly select: readonly string[];
  readonly where: readonly string[];
}

/** SQL for what rows are grouped by. */
export function compileKeys(by: readonly (Key | RowKey)[], bind: Bindings): CompiledKeys {
  const names = by.map((_, i) => `k${i}`);
  const select = by.map((key, i) => {
    if (key.kind === 'slot') return `${slot(key.slots, bind)} AS k${i}`;
    return DOCUMENT_FIELDS[key.field].type === 'keywords'
      ? `unnest(${key.field}) AS k${i}`
      : `${key.field} AS k${i}`;
  });
  const where = by.flatMap((key) =>
    key.kind === 'field' && DOCUMENT_FIELDS[key.field].type === 'keyword' ? [`${key.field} IS NOT NULL`] : [],
  );
  return { names, select, where };
}
