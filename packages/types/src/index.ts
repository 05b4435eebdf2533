export {
  type BooleanField,
  DOCUMENT_FIELDS,
  type DocumentField,
  type FieldName,
  type FieldType,
  type KeywordField,
  type KeywordsField,
} from './document/document-fields.ts';
export type { Execution, ExecutionRow, RowIdentity, StoredExecution } from './document/execution.ts';
export {
  CONCLUSIVE_CODES,
  ERROR_CODES,
  EXIT_CODES,
  errorNameOf,
  NAMED_CODES,
  type Outcome,
  PROTECTED_CODES,
  UNPROTECTED_CODES,
  unknownErrorName,
} from './document/exit-codes.ts';
export { parseInstant } from './document/parse-instant.ts';
export { type ExecutionReading, readExecution } from './document/read-execution.ts';
export type { JsonObject } from './document/values-reader.ts';
export type { Endpoint, RequestOf, ResponseOf } from './endpoints/endpoint.ts';
export { ENDPOINTS, type EndpointName, type Endpoints } from './endpoints/endpoints.ts';
export {
  EXECUTION_EXPORT,
  EXPORT_CURSOR_HEADER,
  EXPORT_FORMATS,
  EXPORT_MEDIA_TYPES,
  type ExportFormat,
  type ExportRequest,
} from './endpoints/execution-export.ts';
export { EnrichedTestExecution, ExecutionGroup, RecentExecution } from './endpoints/execution-row.ts';
export { parametersOf, parseRequest } from './endpoints/parse-request.ts';
export {
  GROUP_SORT_NAMES,
  type GroupSort,
  ROW_SORT_NAMES,
  type SortField,
  type SortOrder,
} from './endpoints/row-order.ts';
export { INTERVALS, type Interval } from './endpoints/trend.ts';
export { ApiError, ERRORS, type ErrorCode, type ErrorDetail, ErrorEnvelope } from './errors.ts';
export {
  declareJob,
  type JobDeclaration,
  type JobRequest,
  type JsonJobRequest,
  jsonRequest,
  type RequestContext,
  type UploadJobRequest,
  uploadRequest,
} from './jobs/declare-job.ts';
export { JOB_STATUSES, Job, JobProgress, type JobStatus } from './jobs/job.ts';
export { JOB_LIST_PARAMETERS } from './jobs/job-list.ts';
export {
  isFinished,
  JobRecord,
  type JobRecordFilter,
  type JobRecordList,
  type JobRecords,
  JobTrouble,
} from './jobs/job-record.ts';
export {
  JOB_NAMES,
  JOBS,
  type JobName,
  type Jobs,
  type PayloadOf,
  type ResultOf,
  type ShownPayloadOf,
} from './jobs/jobs.ts';
export { ArchiveResult, RestoreResult } from './jobs/move-result.ts';
export { MissedRuns } from './jobs/retention.ts';
export { type IndexItem, type IndexStatus, listIndices } from './operations/list-indices.ts';
export type { Operation, OperationAnswer, OperationRequest } from './operations/operation.ts';
export { OPERATIONS, type OperationName, type Operations } from './operations/operations.ts';
export { fullNameOf, Organization, shortNameOf, shortNames } from './organization.ts';
export { PERMISSIONS, type Permission } from './permissions.ts';
export {
  FILTERS,
  type FilterName,
  type Filters,
  SCORING_MODES,
  type ScoringMode,
} from './request/filters.ts';
export { formatWindow } from './request/format-window.ts';
export type { Parameter, Parameters, ParameterValues } from './request/parameter.ts';
export { parseBody } from './request/parse-body.ts';
export { parseParameters } from './request/parse-parameters.ts';
export { resolveWindow, type TimeWindow } from './request/resolve-window.ts';
export { RiskAcceptance } from './risk/risk-acceptance.ts';
export { type AcceptanceState, RiskAcceptanceAnswer } from './risk/risk-acceptance-answer.ts';
export { AcceptRiskBody } from './risk/risk-acceptance-bodies.ts';
export { formatInstant } from './time/format-instant.ts';
export { InvalidTimeError, resolveTime } from './time/resolve-time.ts';
export { isZone } from './time/zone.ts';
export { ZoneCalendar } from './time/zone-calendar.ts';
