export { reportOnce } from './report-once.ts';
export { startWorkers, type Workers, type WorkersOptions } from './start-workers.ts';
