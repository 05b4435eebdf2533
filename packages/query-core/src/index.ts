export { type AskContext, type Asked, type AskInput, ask } from './ask.ts';
export { type CursorKeys, Cursors, newCursorKey, ownCursorKeys } from './cursors/cursors.ts';
export {
  type ExportedExecutions,
  type ExportInput,
  exportExecutions,
} from './export-executions.ts';
export { indexNameProblem, indexPattern } from './indices/index-pattern.ts';
export { type IndexSettings, writeIndex } from './indices/index-settings.ts';
export { type IndexListContext, listIndices } from './indices/list-indices.ts';
export { newIndexProblem } from './indices/new-index-problem.ts';
export { decompressed, isGzip } from './ingest/decompressed.ts';
export type { Refusal } from './ingest/document-reader.ts';
export {
  type ImportCheckpoint,
  type ImportCounts,
  type ImportOptions,
  type ImportResult,
  importExecutions,
  LISTED_REFUSALS,
} from './ingest/import-executions.ts';
export { groupKey } from './plan/group-key.ts';
export { EVERY_ORGANIZATION, type Scope } from './plan/scope.ts';
export type { ImportStaging, StagedUpload } from './ports/import-staging.ts';
export type { IndexAdmin } from './ports/index-admin.ts';
export type { IndexCatalog, IndexState } from './ports/index-catalog.ts';
export type {
  ArchiveSelection,
  IndexMoves,
  Move,
  MoveCheckpoint,
  MoveCounts,
  MoveToArchive,
  MoveWork,
  RefusedMove,
  RestoreSelection,
  ResultArchive,
} from './ports/result-archive.ts';
export type { ResultReader, Snapshot } from './ports/result-reader.ts';
export type { ResultWriter, WriteCounts } from './ports/result-writer.ts';
export type { RiskAcceptanceStore, RiskRecord } from './ports/risk-acceptance-store.ts';
export type { SharedSnapshots } from './ports/shared-snapshots.ts';
export type { Store } from './ports/store.ts';
export { StoreError, type StoreFailure } from './ports/store-error.ts';
export { acceptanceAnswer } from './risk/acceptance-answer.ts';
export { type ListInput, listAcceptances } from './risk/list-acceptances.ts';
export { lookUpAcceptances } from './risk/look-up-acceptances.ts';
export { newAcceptance } from './risk/new-acceptance.ts';
export { revoked } from './risk/revoked.ts';
export { maySee, type RiskCaller } from './risk/risk-caller.ts';
export { enrichedRow } from './rows/listed-row.ts';
export type { ElasticsearchConnection } from './stores/elasticsearch/client/connection.ts';
