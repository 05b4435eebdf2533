export {
  type ApiConfig,
  ConfigError,
  type DataConfig,
  parseVariables,
  readApiConfig,
  readDataConfig,
  setting,
  type Variables,
  wholeNumber,
} from './config.ts';
export { loadOrganizations } from './load-organizations.ts';
export { OperatorError } from './operator-error.ts';
export { asksForHelp, parseCommandLine, UsageError } from './parse-command-line.ts';
export { aborted, runProcess, stopSignal } from './run-process.ts';
export { type RunningApi, startApi } from './start-api.ts';
