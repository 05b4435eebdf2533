import { StoreError } from '../ports/store-error.ts';

/** The failure to read a body that is not there, or not wholly. */
export const unreadableUpload = (id: string, cause?: unknown): StoreError =>
  new StoreError('unreadable', `the uploaded body ${id} is not there, or not wholly; upload it again`, cause);
