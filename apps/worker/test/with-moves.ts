import type { Store } from '@achilles/query-core';

/** The same store, whose moves a test decides about. */
export const withMoves = (store: Store, move: Store['archive']['move']): Store => ({
  ...store,
  archive: {
    count: (...args) => store.archive.count(...args),
    emptiedBy: (...args) => store.archive.emptiedBy(...args),
    dropEmpty: (...args) => store.archive.dropEmpty(...args),
    droppingJobs: () => store.archive.droppingJobs(),
    openAgain: (job) => store.archive.openAgain(job),
    move,
  },
});
