export { type ApiConfig, readApiConfig } from './config.ts';
export { loadOrganizations } from './load-organizations.ts';
export { type RunningApi, startApi } from './start-api.ts';
