import { openStore } from '@achilles/query-core/open-store';
import { Cursors, EVERY_ORGANIZATION, exportExecutions, ownCursorKeys } from '@achilles/query-core';
import { EXECUTION_EXPORT, FILTERS, parseParameters } from '@achilles/types';
import { encodeRows } from '../apps/api/src/export/encode-rows.ts';
import { benchIndices, deleteIndices } from './set-up/bench-indices.ts';
import { Client } from '@elastic/elasticsearch';
import { bareScan } from './rows/bare-scan.ts';
const node = 'http://127.0.0.1:42941';
const indices = benchIndices('prof');
const client = new Client({ node });
const store = await openStore({ kind: 'elasticsearch', connection: { target: { node }, credentials: null, caCert: null, tlsInsecureSkipVerify: false }, indices });
for (let i = 0; i < 2; i++) { const bare = await bareScan({ client, index: indices.pattern } as never); console.log('bare', Math.round(bare.rows / bare.seconds)); }
for (const mode of (process.argv[3]?.split(',') ?? ['stream','ndjson','csv'])) {
  const parameters = parseParameters({ ...FILTERS, ...EXECUTION_EXPORT.parameters }, new URLSearchParams('from=2000'));
  const started = performance.now(); let rows = 0;
  await exportExecutions({ reader: store.reader, cursors: new Cursors(ownCursorKeys()), organizations: [] }, { parameters, scope: EVERY_ORGANIZATION, now: Date.now(), caller: 'x' }, async (e) => {
    if (mode === 'stream') for await (const b of e.rows) rows += b.length;
    else { const counted = (async function* () { for await (const b of e.rows) { rows += b.length; yield b; } })(); for await (const _ of encodeRows(counted, mode as never, [], false)); }
  });
  console.log(mode, Math.round(rows / (performance.now() - started) * 1000));
}
await store.close(); await client.close();
