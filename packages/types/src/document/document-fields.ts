/** How a document field is stored and compared (CONTRACT section 1). */
export type FieldType = 'keyword' | 'keywords' | 'boolean' | 'integer' | 'float' | 'date';

/** Where a field stands in a stored document, and its type. */
export interface DocumentField {
  readonly path: string;
  readonly type: FieldType;
}

/**
 * Every field of an execution document under the name that answers, plans and stores use for it.
 * A store's schema and the reader of documents are derived from this table.
 */
export const DOCUMENT_FIELDS = {
  event_time: { path: 'routing.event_time', type: 'date' },
  org: { path: 'routing.oid', type: 'keyword' },
  hostname: { path: 'routing.hostname', type: 'keyword' },
  error_code: { path: 'event.ERROR', type: 'integer' },
  test_uuid: { path: 'f0rtika.test_uuid', type: 'keyword' },
  test_name: { path: 'f0rtika.test_name', type: 'keyword' },
  is_protected: { path: 'f0rtika.is_protected', type: 'boolean' },
  defender_detected: { path: 'f0rtika.defender_detected', type: 'boolean' },
  defender_stage_detected: { path: 'f0rtika.defender_stage_detected', type: 'boolean' },
  error_name: { path: 'f0rtika.error_name', type: 'keyword' },
  category: { path: 'f0rtika.category', type: 'keyword' },
  subcategory: { path: 'f0rtika.subcategory', type: 'keyword' },
  severity: { path: 'f0rtika.severity', type: 'keyword' },
  target: { path: 'f0rtika.target', type: 'keyword' },
  complexity: { path: 'f0rtika.complexity', type: 'keyword' },
  threat_actor: { path: 'f0rtika.threat_actor', type: 'keyword' },
  tenant_label: { path: 'f0rtika.tenant_label', type: 'keyword' },
  techniques: { path: 'f0rtika.techniques', type: 'keywords' },
  tactics: { path: 'f0rtika.tactics', type: 'keywords' },
  tags: { path: 'f0rtika.tags', type: 'keywords' },
  score: { path: 'f0rtika.score', type: 'float' },
  bundle_id: { path: 'f0rtika.bundle_id', type: 'keyword' },
  bundle_name: { path: 'f0rtika.bundle_name', type: 'keyword' },
  control_id: { path: 'f0rtika.control_id', type: 'keyword' },
  control_validator: { path: 'f0rtika.control_validator', type: 'keyword' },
  is_bundle_control: { path: 'f0rtika.is_bundle_control', type: 'boolean' },
} as const satisfies Record<string, DocumentField>;

/** The name of a field in answers, plans and stores. */
export type FieldName = keyof typeof DOCUMENT_FIELDS;

type FieldsOf<T extends FieldType> = {
  [N in FieldName]: (typeof DOCUMENT_FIELDS)[N]['type'] extends T ? N : never;
}[FieldName];

/** Fields that hold at most one string. */
export type KeywordField = FieldsOf<'keyword'>;
/** Fields that hold a set of strings. */
export type KeywordsField = FieldsOf<'keywords'>;
/** Fields that hold true or false; missing is false. */
export type BooleanField = FieldsOf<'boolean'>;
