import { type JsonObject, readExecution, type StoredExecution } from '@achilles/types';
import { indexNameProblem } from '../indices/index-pattern.ts';
import { type IndexSettings, writeIndex } from '../indices/index-settings.ts';
import { contentId } from './content-id.ts';
import type { Target } from './line-form.ts';
import { withoutEmptyStrings } from './without-empty-strings.ts';

/** Why a line is not stored, as a clause that follows the line's number. */
export interface Refused {
  readonly reason: string;
}

const LONGEST_ID = 512;

const isAbsent = (value: unknown): value is null | undefined => value === null || value === undefined;

/** What is wrong with the target of a line, whatever its document; null when nothing is. */
export function targetProblem(
  { index, id }: Target,
  { pattern }: IndexSettings,
  isRead: (index: string) => boolean,
): string | null {
  if (!isAbsent(index)) {
    if (typeof index !== 'string') return '_index is not a string';
    const problem = indexNameProblem(index);
    if (problem !== null) return `_index '${index}' can't be the name of an index: ${problem}`;
    if (!isRead(index)) {
      return `_index '${index}' is outside the read pattern ${pattern}, so the row would never be counted`;
    }
  }
  if (isAbsent(id)) return null;
  if (typeof id !== 'string' && !Number.isSafeInteger(id))
    return '_id is neither a string nor a whole number';
  if (id === '') return '_id is empty; leave it out to have one made from the content';
  if (Buffer.byteLength(String(id)) > LONGEST_ID) return `_id is longer than ${LONGEST_ID} bytes`;
  return null;
}

/** The row that a document becomes, or why it is refused (CONTRACT sections 1, 5 and 9). */
export function toStoredExecution(
  document: JsonObject,
  target: Target,
  settings: IndexSettings,
): StoredExecution | Refused {
  const reading = readExecution(document);
  const [problem] = reading.problems;
  if (problem !== undefined) return { reason: problem };
  const source = withoutEmptyStrings(document);
  const { execution, missing } = source === document ? reading : readExecution(source);
  if (execution === null) return { reason: `${missing.join(', ')} missing: such a row is never counted` };
  if (execution.error_code === null) return { reason: 'event.ERROR missing: the row would have no outcome' };
  const index = isAbsent(target.index) ? writeIndex(settings, execution.event_time) : String(target.index);
  const id = isAbsent(target.id) ? contentId(source) : String(target.id);
  return { index, id, execution, source };
}
