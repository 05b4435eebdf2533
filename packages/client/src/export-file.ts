import { EXECUTION_EXPORT, EXPORT_CURSOR_HEADER, type ExportFormat } from '@achilles/types';
import type { CallApi } from './call-api.ts';
import { type ExportQuery, queryString } from './query.ts';

/** An export as it arrives. */
export interface ExportedFile {
  readonly bytes: ReadableStream<Uint8Array>;
  /** Leads back to the same snapshot, for an export that goes on. */
  readonly cursor: string;
}

/** Begins an export. @throws RequestFailed */
export async function exportFile(
  call: CallApi,
  format: ExportFormat,
  query: ExportQuery,
  { signal }: { readonly signal?: AbortSignal },
): Promise<ExportedFile> {
  const path = `/api/analytics/${EXECUTION_EXPORT.path}${queryString({ ...query, format })}`;
  const { body, headers } = await call({ path, signal });
  const cursor = headers.get(EXPORT_CURSOR_HEADER);
  if (body === null || cursor === null) throw new Error('the API began an export without a body or a cursor');
  return { bytes: body, cursor };
}
