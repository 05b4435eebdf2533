import { readRow } from '../oracle/oracle-row.ts';
import type { Rng } from './rng.ts';
import type { RawDocument } from './world.ts';

/** An index that is empty since its rows were archived. */
const EMPTIED = 'achilles-results-2019.01';

/**
 * Archived rows, made after live ones: rows that are archived alone, of an index with live rows or without any; rows that are
 * live in the same version, as while they are moved; and rows that were written again since, perhaps with another time.
 */
export function randomArchive(rng: Rng, documents: readonly RawDocument[]): RawDocument[] {
  const share = rng.weighted<number>([
    [2, 0],
    [4, rng.between(5, 60) / 100],
  ]);
  const counted = documents.filter((document) => readRow(document) !== null);
  const most = Math.min(counted.length, 400) * share;
  const archived = new Map<string, RawDocument>();
  for (let i = 0; i < most; i++) {
    const { index, id, source } = rng.pick(counted);
    const document = rng.weighted<RawDocument>([
      [4, { index, id: `${id}-gone`, source }],
      [2, { index: EMPTIED, id, source }],
      [2, { index, id, source }],
      [2, { index, id, source: rng.pick(counted).source }],
    ]);
    archived.set(JSON.stringify([document.index, document.id]), document);
  }
  return [...archived.values()];
}
