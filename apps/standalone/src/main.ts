import { loadOrganizations, startApi } from '@achilles/api';
import { demoOrganizations } from '@achilles/demo-data';
import { aborted, asksForHelp, runProcess, stopSignal } from '@achilles/process';
import { Cursors } from '@achilles/query-core';
import { openStaging } from '@achilles/query-core/open-staging';
import { openStore } from '@achilles/query-core/open-store';
import { retentionNotes } from '@achilles/worker';
import { pino } from 'pino';
import { readStandaloneConfig } from './config.ts';
import { cursorKeyFile } from './cursor-key-file.ts';
import { seedDemoData } from './demo/seed-demo-data.ts';
import { openImportChannel } from './import/import-channel.ts';
import { openEmbeddedJobs } from './jobs/open-embedded-jobs.ts';
import { welcome } from './welcome.ts';

const HELP = `Serves the API from one process, with its data in one file and no service.

  npm start

Settings are read from the environment:

PORT             3000        HOST             127.0.0.1
DATA_DIR         .data       DEMO_EXECUTIONS  20000, how many generated executions an empty store gets; 0 for none
RETENTION_DAYS   none        rows older than this are archived at RETENTION_CRON; docs/operations.md tells more
LOG_LEVEL        warn        ORGANIZATIONS_FILE, CORS_ORIGINS, AUTH_MODE and more: see README.md
`;

await runProcess(async () => {
  if (asksForHelp(process.argv.slice(2))) {
    process.stdout.write(HELP);
    return 0;
  }
  const { api: config, data, indices, archive, demoExecutions } = readStandaloneConfig();
  const told = stopSignal();
  const organizations =
    config.organizationsFile === null ? demoOrganizations : await loadOrganizations(config.organizationsFile);
  // Standard output is for people here; what a machine would collect goes to standard error.
  const log = pino({ level: config.logLevel }, pino.destination(2));
  const { dataDir, dataFile, stagingDir } = data;
  const store = await openStore({ kind: 'duckdb', file: dataFile, indices });
  const staging = await openStaging({ kind: 'folder', folder: stagingDir });
  // Side by side: a new data folder takes seconds for both.
  const opening = openEmbeddedJobs({ ...archive, dataDir, store, staging, indices, log });
  try {
    const seeding = { store, dataDir, indices, count: demoExecutions, now: Date.now(), signal: told };
    const [jobs, generated] = await Promise.all([opening, seedDemoData(seeding)]);
    if (told.aborted) return 0;
    const cursors = new Cursors(await cursorKeyFile(dataDir));
    const parts = { config, store, queue: jobs.queue, staging, indices, organizations, cursors, log };
    const api = await startApi({ ...parts, notes: () => retentionNotes(jobs.retention) });
    const closeChannel = await openImportChannel({ dataDir, indices, writer: store.writer, log });
    const rows = await store.writer.count();
    const retention = jobs.retention?.text ?? null;
    process.stdout.write(welcome({ url: api.url, dataFile, generated, rows, retention }));
    await aborted(told);
    process.stdout.write('\nstopping …\n');
    await Promise.all([api.stop(), closeChannel()]);
  } finally {
    await opening.then(
      (jobs) => jobs.stop(),
      () => undefined,
    );
    await store.close();
  }
  return 0;
});
