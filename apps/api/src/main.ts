import { openStore } from '@achilles/query-core/open-store';
import { pino } from 'pino';
import { readApiConfig } from './config.ts';
import { loadOrganizations } from './load-organizations.ts';
import { aborted, runProcess, stopSignal } from './run-process.ts';
import { startApi } from './start-api.ts';

await runProcess(async () => {
  const config = readApiConfig({ authMode: 'required', logLevel: 'info' });
  const told = stopSignal();
  const organizations =
    config.organizationsFile === null ? [] : await loadOrganizations(config.organizationsFile);
  const log = pino({ level: config.logLevel });
  const store = await openStore({ kind: 'duckdb', file: config.dataFile });
  try {
    const api = await startApi({ config, store, organizations, log });
    log.info({ url: api.url }, 'ready');
    await aborted(told);
    log.info({ signal: told.reason }, 'stopping');
    await api.stop();
  } finally {
    await store.close();
  }
  return 0;
});
