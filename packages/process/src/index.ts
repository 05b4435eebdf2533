export {
  type DataConfig,
  LOG_VARIABLES,
  type LogLevel,
  namesElasticsearch,
  type RedisConfig,
  ROOT_VARIABLES,
  readDataConfig,
  readElasticsearchConfig,
  readIndexSettings,
  readRedisConfig,
} from './config.ts';
export {
  ConfigError,
  fromRoot,
  list,
  parseVariables,
  setting,
  type Variables,
  wholeNumber,
} from './environment.ts';
export { OperatorError } from './operator-error.ts';
export { asksForHelp, parseCommandLine, UsageError } from './parse-command-line.ts';
export { readAll } from './read-all.ts';
export { type Readiness, type ReadinessCheck, readinessOf } from './readiness.ts';
export { reportOnce } from './report-once.ts';
export { aborted, runProcess, stopSignal } from './run-process.ts';
