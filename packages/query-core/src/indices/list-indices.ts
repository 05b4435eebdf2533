import type { IndexItem } from '@achilles/types';
import type { IndexCatalog, IndexState } from '../ports/index-catalog.ts';
import { compareText } from '../score/compare-text.ts';
import { askedIndices } from './asked-indices.ts';
import type { IndexSettings } from './index-settings.ts';
import { storeSize } from './store-size.ts';

/** What tells of indices, and which of them are read here. */
export interface IndexListContext {
  readonly catalog: IndexCatalog;
  readonly settings: Pick<IndexSettings, 'pattern' | 'ownPrefix'>;
}

/** What a caller narrows the list to. */
export interface IndexListInput {
  readonly pattern: readonly string[] | undefined;
  readonly signal?: AbortSignal;
}

const toItem = ({ storeSizeBytes, ...state }: IndexState): IndexItem => ({
  ...state,
  storeSize: storeSizeBytes === null ? null : storeSize(storeSizeBytes),
  storeSizeBytes,
});

/**
 * The indices of results and of the archive, by name (CONTRACT section 4).
 * @throws ApiError for a pattern that asks for more than is configured, StoreError
 */
export async function listIndices(
  { catalog, settings }: IndexListContext,
  { pattern, signal }: IndexListInput,
): Promise<IndexItem[]> {
  const states = await catalog.list(askedIndices(settings, pattern), signal);
  return states.toSorted((a, b) => compareText(a.name, b.name)).map(toItem);
}
