export { AchillesClient } from './achilles-client.ts';
export type { Answered } from './answered.ts';
export { ApiUnreachable } from './api-unreachable.ts';
export type { ClientOptions } from './call-api.ts';
export type { ExportedFile } from './export-file.ts';
export { JobFailed, type WaitOptions } from './jobs-client.ts';
export type { EndpointQuery, ExportQuery, FilterQuery } from './query.ts';
export { RequestFailed } from './request-failed.ts';
export type { JobBody, JobOf, JobQuery, SubmitOptions, SubmittedJob } from './submit-job.ts';
