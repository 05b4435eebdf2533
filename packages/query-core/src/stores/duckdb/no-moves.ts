import type { Store } from '../../ports/store.ts';
import { StoreError } from '../../ports/store-error.ts';

const refuse = (): Promise<never> =>
  Promise.reject(new StoreError('failed', 'the embedded store has no archive and makes no indices'));

/** What the embedded store does not do. */
export const NO_MOVES: Pick<Store, 'archive' | 'indexAdmin'> = {
  archive: { count: refuse, move: refuse, dropEmpty: refuse },
  indexAdmin: { create: refuse },
};
