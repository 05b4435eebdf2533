export { connectRedis } from './backends/connect-redis.ts';
export type { LockTimes, QueueBackend } from './backends/queue-backend.ts';
export { RedisBackend, type RedisBackendOptions } from './backends/redis-backend.ts';
export { BullJobQueue } from './bull-job-queue.ts';
export type { HeldJob } from './held-job.ts';
export { IdempotencyConflict } from './idempotency-conflict.ts';
export { FinalFailure, JobCancelled, LockLost, RetryableFailure } from './job-failures.ts';
export { newJobId } from './job-id.ts';
export type {
  JobFilter,
  JobList,
  JobQueue,
  JobTypes,
  RepeatableRequest,
  RepeatedJob,
  Requester,
  SubmitOptions,
} from './job-queue.ts';
export { QueueError } from './queue-error.ts';
export { type EndedJob, type Settled, type Why, type Work, type WorkOptions, workJobs } from './work-jobs.ts';
