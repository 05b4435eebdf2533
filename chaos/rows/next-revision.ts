import type { KnownRow } from './known-row.ts';

const DOTTED_SCORE = 'f0rtika.score';

/** A document after a write, and the part of it that the write changes. */
export interface Revision {
  readonly document: Readonly<Record<string, unknown>>;
  readonly change: Readonly<Record<string, unknown>>;
}

/** What the enrichment pass sets in a row, in the form that its document has; the score tells revisions apart. */
export function nextRevision({ document, revision }: Pick<KnownRow, 'document' | 'revision'>): Revision {
  const set = { defender_detected: revision % 2 === 0, score: revision + 1 };
  if (DOTTED_SCORE in document) {
    const change = Object.fromEntries(Object.entries(set).map(([leaf, value]) => [`f0rtika.${leaf}`, value]));
    return { document: { ...document, ...change }, change };
  }
  const f0rtika = document.f0rtika as Readonly<Record<string, unknown>>;
  return { document: { ...document, f0rtika: { ...f0rtika, ...set } }, change: { f0rtika: set } };
}
