import { DOCUMENT_FIELDS, type FieldName } from '@achilles/types';

/** What one type of a field is in, as `_field_caps` tells it; no indices stand for all of them. */
export interface TypeCapability {
  readonly aggregatable: boolean;
  readonly indices?: readonly string[];
  readonly non_aggregatable_indices?: readonly string[];
}

/** The types of every field, by its path. */
export type FieldCapabilities = Readonly<Record<string, Readonly<Record<string, TypeCapability>>>>;

/** How the indices of a target map fields, and which indices those are. */
export interface Capabilities {
  readonly fields: FieldCapabilities;
  readonly indices: readonly string[];
}

/** A text field is read through its sub-field of this name (CONTRACT section 1). */
export const keywordOf = (path: string): string => `${path}.keyword`;

const paths = Object.values(DOCUMENT_FIELDS).map(({ path }) => path);

/** Every path that reading may need to know the type of. */
export const ASKED_PATHS: readonly string[] = [
  ...new Set(paths.map((path) => path.slice(0, path.indexOf('.')))),
  ...paths,
  ...paths.map(keywordOf),
];

/** Where documents have a field. */
export const pathOf = (field: FieldName): string => DOCUMENT_FIELDS[field].path;
