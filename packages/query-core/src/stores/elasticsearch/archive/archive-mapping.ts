import { DOCUMENT_FIELDS, type FieldName } from '@achilles/types';
import { StoreError } from '../../../ports/store-error.ts';
import { ASKED_PATHS, type Capabilities } from '../indices/field-capabilities.ts';
import { indexGroups } from '../indices/index-groups.ts';
import { RESULTS_MAPPING } from '../indices/results-mapping.ts';
import { ARCHIVE_KEY } from './archive-document.ts';

const KEYWORD = { type: 'keyword' } as const;
const NOTE = {
  dynamic: false,
  properties: {
    index: KEYWORD,
    id: KEYWORD,
    job: KEYWORD,
    batch: { type: 'long' },
    archived_at: { type: 'date' },
    first: { type: 'boolean' },
    kept: { type: 'object', enabled: false },
  },
} as const;

/** The mapping of an archive: that of results, and what is noted of each row. */
export const ARCHIVE_MAPPING = {
  ...RESULTS_MAPPING,
  properties: { ...RESULTS_MAPPING.properties, [ARCHIVE_KEY]: NOTE },
} as const;

/** What the product searches an archive by, and the types that it can be searched by as. */
const SEARCHED: Readonly<Record<string, readonly string[]>> = {
  [`${ARCHIVE_KEY}.index`]: ['keyword'],
  [`${ARCHIVE_KEY}.id`]: ['keyword'],
  [`${ARCHIVE_KEY}.job`]: ['keyword'],
  [`${ARCHIVE_KEY}.batch`]: ['long', 'integer', 'unsigned_long'],
  [`${ARCHIVE_KEY}.first`]: ['boolean'],
};

/** Every path whose type decides whether rows can be archived in an index. */
export const ARCHIVE_PATHS: readonly string[] = [...ASKED_PATHS, ...Object.keys(SEARCHED)];

/** @throws StoreError `unreadable` */
function refuse(archive: string, path: string, wanted: string, found: readonly string[]): never {
  const as = found.length === 0 ? 'does not map it' : `maps it as ${found.join(', ')}`;
  const message =
    `nothing can be archived in ${archive}: ${path} must be mapped as ${wanted}, and ${archive} ${as}. Reindex ${archive} ` +
    'under a name that the read pattern matches and delete it; the next archive makes it anew and takes those rows along';
  throw new StoreError('unreadable', message);
}

/** @throws StoreError `unreadable` that names a field, for an archive whose rows could not be found or read again */
export function refuseOtherMapping(archive: string, capabilities: Capabilities): void {
  const typesOf = (path: string) =>
    Object.keys(capabilities.fields[path] ?? {}).filter((type) => type !== 'unmapped');
  for (const [path, wanted] of Object.entries(SEARCHED)) {
    const found = typesOf(path);
    if (found.length === 0 || !found.every((type) => wanted.includes(type)))
      refuse(archive, path, wanted[0] ?? '', found);
  }
  const fields = Object.keys(DOCUMENT_FIELDS) as FieldName[];
  const missing = fields.find((field) => typesOf(DOCUMENT_FIELDS[field].path).length === 0);
  if (missing !== undefined) refuse(archive, DOCUMENT_FIELDS[missing].path, 'results are', []);
  try {
    indexGroups(capabilities, new Set(fields), archive);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw new StoreError('unreadable', `nothing can be archived in ${archive}: ${error.message}`, error);
  }
}
