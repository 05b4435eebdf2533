import { createHash } from 'node:crypto';
import { parseLosslessly } from '../client/parse-losslessly.ts';

/** The one key under which an archived document keeps what the product notes of it (CONTRACT section 5). */
export const ARCHIVE_KEY = 'achilles_archive';

/** What is noted of an archived document. */
export interface ArchiveNote {
  /** The index that it was live in, and its id there. */
  readonly index: string;
  readonly id: string;
  /** The job that wrote it last, and in which batch. */
  readonly job: string;
  readonly batch: number;
  /** ISO-8601. */
  readonly archived_at: string;
  /** Whether nothing was archived under this id before. */
  readonly first: boolean;
  /** What the document itself had under this key. */
  readonly kept?: unknown;
  /**
   * What the document itself had under keys like `achilles_archive.index`, which Elasticsearch reads as if they were the
   * note's own: place among the keys, key, value.
   */
  readonly dotted?: readonly (readonly [number, string, unknown])[];
}

/** A document as JSON; numbers as they were written (`parseLosslessly`). */
export type Source = Readonly<Record<string, unknown>>;

const LONGEST_ID = 512;
/** Whether a document may have a key that the note, or a part of it, would have. */
const OWN_KEY = new RegExp(`"${ARCHIVE_KEY}[."]`);

/** The id of a row in the archive: no two rows have one; index names hold no `/`. */
export function archiveId(index: string, id: string): string {
  const plain = `${index}/${id}`;
  if (Buffer.byteLength(plain) <= LONGEST_ID) return plain;
  return `#${createHash('sha256').update(plain).digest('hex')}`;
}

/**
 * What is archived of a document, as JSON text: the document with the note at its end, or in the place of its own value.
 * @param text of the live document, as `JSON.stringify` writes it
 */
export function archivedText(text: string, note: ArchiveNote): string {
  if (OWN_KEY.test(text)) {
    const source = parseLosslessly<Source>(text);
    const isDotted = (key: string) => key.startsWith(`${ARCHIVE_KEY}.`);
    const entries = Object.entries(source);
    const dotted = entries.flatMap(([key, value], place) => (isDotted(key) ? [[place, key, value]] : []));
    const rest = Object.fromEntries(entries.filter(([key]) => !isDotted(key)));
    const kept = Object.hasOwn(source, ARCHIVE_KEY) && { kept: source[ARCHIVE_KEY] };
    return JSON.stringify({
      ...rest,
      [ARCHIVE_KEY]: { ...note, ...kept, ...(dotted.length > 0 && { dotted }) },
    });
  }
  const end = `${JSON.stringify(ARCHIVE_KEY)}:${JSON.stringify(note)}}`;
  return text === '{}' ? `{${end}` : `${text.slice(0, -1)},${end}`;
}

const isNote = (value: unknown): value is ArchiveNote => {
  if (typeof value !== 'object' || value === null) return false;
  const { index, id, job, batch, first } = value as Partial<ArchiveNote>;
  return (
    [index, id, job].every((text) => typeof text === 'string') &&
    typeof batch === 'number' &&
    typeof first === 'boolean'
  );
};

/** A document with the dotted keys that it had, each in its place. */
function withDotted(source: Source, dotted: ArchiveNote['dotted'] = []): Source {
  if (dotted.length === 0) return source;
  const entries = Object.entries(source);
  for (const [place, key, value] of dotted) entries.splice(place, 0, [key, value]);
  return Object.fromEntries(entries);
}

/** An archived document apart: what is noted, and the text of the document as it was live; null where nothing is noted. */
export function readArchived(source: Source): { readonly note: ArchiveNote; readonly text: string } | null {
  const { [ARCHIVE_KEY]: note, ...rest } = source;
  if (!Object.hasOwn(source, ARCHIVE_KEY) || !isNote(note)) return null;
  const plain = Object.hasOwn(note, 'kept') ? { ...source, [ARCHIVE_KEY]: note.kept } : rest;
  return { note, text: JSON.stringify(withDotted(plain, note.dotted)) };
}
