export { type ArchiveConfig, readArchiveConfig } from './read-archive-config.ts';
export { startWorkers, type Workers, type WorkersOptions } from './start-workers.ts';
