import { StoreError } from '../../../../ports/store-error.ts';

/** Tells that rows or groups are not those that were counted: a row counts for each value of a field that holds one. */
export const miscounted = (what: string): StoreError =>
  new StoreError(
    'unreadable',
    `${what} are not those that Elasticsearch counted, as where a document has two values of a field that holds one; ` +
      'correct it, or leave its index out of the index pattern',
  );
