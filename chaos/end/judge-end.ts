import type { Difference } from '../play/differences.ts';
import { archiveId } from '../rows/archive-id.ts';
import { canonicalText } from '../rows/exact-json.ts';
import { type KnownRow, nameOf } from '../rows/known-row.ts';
import type { StoredDocument } from './read-stored.ts';

const BOOKKEEPING = 'achilles_archive';

/** What is stored when all is calm. */
export interface Stored {
  readonly live: readonly StoredDocument[];
  readonly archived: readonly StoredDocument[];
}

/** What the end of a case came to. */
export interface EndJudgement {
  readonly differences: readonly Difference[];
  /** Names of the rows that lists of everything must hold. */
  readonly listed: ReadonlySet<string>;
  /** Rows that their writer deleted while a job was moving them, and that were kept for want of knowing better. */
  readonly keptInDoubt: readonly string[];
}

const textOf = ({ [BOOKKEEPING]: _, ...source }: StoredDocument['source']): string => canonicalText(source);

const differ = (expected: string, found: string): string =>
  `expected ${expected.slice(0, 600)}, found ${found.slice(0, 600)}`;

/** Whether a row must be archived after a last archive of everything before the cut. */
const belongsInArchive = ({ kind, time }: KnownRow, cut: number): boolean =>
  kind !== 'uncounted' && time < cut;

/**
 * Compares what is stored with what the writer knows: every row is in the one place where it belongs and says what its
 * writer was last told it says, and nothing else is there.
 * @param mayBeKept whether a row that its writer deleted may be there all the same
 */
export function judgeEnd(
  rows: readonly KnownRow[],
  { live, archived }: Stored,
  cut: number,
  mayBeKept: (row: KnownRow, copy: StoredDocument | undefined) => boolean,
): EndJudgement {
  const differences: Difference[] = [];
  const listed = new Set<string>();
  const keptInDoubt: string[] = [];
  const lives = new Map(live.map((document) => [nameOf(document), document]));
  const copies = new Map(archived.map((document) => [document.id, document]));
  for (const row of rows) {
    const name = nameOf(row);
    const [here, copy] = [lives.get(name), copies.get(archiveId(row))];
    lives.delete(name);
    copies.delete(archiveId(row));
    const found = here ?? copy;
    if (found !== undefined && row.kind !== 'uncounted') listed.add(name);
    if (here !== undefined && copy !== undefined) differences.push({ kind: 'in both', what: name });
    if (found === undefined) {
      if (!row.states.includes(null)) differences.push({ kind: 'lost', what: name });
      continue;
    }
    const text = textOf(found.source);
    if (row.states.length === 1 && row.states[0] === null) {
      if (mayBeKept(row, copy)) keptInDoubt.push(name);
      else
        differences.push({
          kind: 'deleted and still there',
          what: `${name}: ${JSON.stringify(found.source)}`,
        });
    } else if (!row.states.includes(text))
      differences.push({
        kind: 'not its newest version',
        what: `${name}: ${differ(row.states.join(' or '), text)}`,
      });
    if ((copy !== undefined) !== belongsInArchive(row, cut) && !(here !== undefined && copy !== undefined))
      differences.push({ kind: 'in the wrong place', what: `${name} is ${copy ? 'archived' : 'live'}` });
  }
  for (const name of [...lives.keys(), ...copies.keys()]) differences.push({ kind: 'unknown', what: name });
  return { differences, listed, keptInDoubt };
}
