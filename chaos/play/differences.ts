/** Something that must not be: a kind, to count by, and what was seen. */
export interface Difference {
  readonly kind: string;
  readonly what: string;
}

const MOST_KEPT = 50;

/** What was found to be wrong in a case. */
export class Differences {
  readonly first: Difference[] = [];
  count = 0;

  add(kind: string, what: string): void {
    this.count += 1;
    if (this.first.length < MOST_KEPT) this.first.push({ kind, what });
  }
}
