import {
  namesElasticsearch,
  parseCommandLine,
  readDataConfig,
  readElasticsearchConfig,
  readIndexSettings,
  runProcess,
  stopSignal,
  UsageError,
} from '@achilles/process';
import { type IndexSettings, importExecutions, type Store } from '@achilles/query-core';
import { openStore } from '@achilles/query-core/open-store';
import { type FilesResult, type ImportStream, importFiles } from './import/import-files.ts';
import { findInputs } from './import/open-input.ts';
import { channelIsOpen, sendToChannel } from './import/send-to-channel.ts';

const HELP = `Stores execution documents from NDJSON files, plain or gzip. Importing a file again changes nothing.

  npm run import -- [--strict] FILE…

FILE       a file, a quoted glob such as 'results/*.ndjson.gz', or - for standard input
--strict   exit with 1 when a line was refused; the others are stored all the same
--help     this text

A line is a search hit ({"_id", "_index", "_source"}), a bulk action or the document that follows it, or a bare
document. Refused lines are listed with their numbers and reasons, the first 1,000 of them.

DATA_DIR             the data folder (.data); the server that has it open may be running
ELASTICSEARCH_NODE   a cluster to store into instead; how to reach it: see docs/operations.md
`;

const number = (value: number): string => value.toLocaleString('en');

function report(result: FilesResult, seconds: number): void {
  for (const { file, line, reason } of result.refusals) process.stderr.write(`${file}:${line}: ${reason}\n`);
  const unlisted = result.refused - result.refusals.length;
  if (unlisted > 0) process.stderr.write(`… and ${number(unlisted)} more refused lines\n`);
  const stored = result.added + result.replaced + result.unchanged;
  const rate = number(Math.round(stored / Math.max(seconds, 0.001)));
  process.stdout.write(
    `${number(result.added)} added, ${number(result.replaced)} replaced, ${number(result.unchanged)} unchanged, ` +
      `${number(result.refused)} refused in ${seconds.toFixed(1)} s (${rate} rows/s)\n`,
  );
}

type Use<T> = (importStream: ImportStream) => Promise<T>;

async function storingInto<T>(store: Store, indices: IndexSettings, use: Use<T>): Promise<T> {
  try {
    const { writer } = store;
    return await use((input, onProgress) =>
      importExecutions(input, { settings: indices, writer, onProgress }),
    );
  } finally {
    await store.close();
  }
}

/** Runs `use` with the way to the store: a cluster, the server that has the data folder open, or the folder itself. */
async function withStore<T>(use: Use<T>): Promise<T> {
  const indices = readIndexSettings();
  if (namesElasticsearch()) {
    const connection = readElasticsearchConfig();
    return storingInto(await openStore({ kind: 'elasticsearch', connection, indices }), indices, use);
  }
  const { dataDir, dataFile } = readDataConfig();
  if (await channelIsOpen(dataDir)) return use((input) => sendToChannel(input, dataDir));
  return storingInto(await openStore({ kind: 'duckdb', file: dataFile, indices }), indices, use);
}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseCommandLine(args, {
    strict: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (positionals.length === 0) throw new UsageError('name at least one file');
  const inputs = await findInputs(positionals);
  const signal = stopSignal();
  const started = performance.now();
  const result = await withStore((importStream) => importFiles(inputs, importStream, signal));
  report(result, (performance.now() - started) / 1000);
  return values.strict && result.refused > 0 ? 1 : 0;
}

await runProcess(() => main(process.argv.slice(2)));
