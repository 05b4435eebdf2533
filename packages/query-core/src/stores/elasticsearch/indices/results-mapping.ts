import { DOCUMENT_FIELDS, type FieldType } from '@achilles/types';

const MAPPED: Record<FieldType, Readonly<Record<string, unknown>>> = {
  keyword: { type: 'keyword' },
  keywords: { type: 'keyword' },
  boolean: { type: 'boolean' },
  // Exit codes of Windows, such as 3221225477 for an access violation, pass the range of `integer`.
  integer: { type: 'long' },
  float: { type: 'float' },
  date: { type: 'date' },
};

type Properties = Record<string, { properties: Record<string, unknown> }>;

function properties(): Properties {
  const groups: Properties = {};
  for (const { path, type } of Object.values(DOCUMENT_FIELDS)) {
    const [group = '', leaf = ''] = path.split('.');
    groups[group] ??= { properties: {} };
    groups[group].properties[leaf] = MAPPED[type];
  }
  return groups;
}

/**
 * The mapping of an index of results (CONTRACT section 1). Fields it does not know are kept in `_source` and not
 * indexed, so that no unknown field of one document can refuse another.
 */
export const RESULTS_MAPPING = { dynamic: false, properties: properties() } as const;
