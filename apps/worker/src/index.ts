export { type ArchiveConfig, readArchiveConfig } from './read-archive-config.ts';
export { retentionNotes } from './retention/retention-notes.ts';
export type { RetentionState } from './retention/retention-state.ts';
export { startWorkers, type Workers, type WorkersOptions } from './start-workers.ts';
