import { createHash } from 'node:crypto';
import { setInterval } from 'node:timers';
import { EVERY_ORGANIZATION, enrichedRow, exportExecutions } from '@achilles/query-core';
import { EXECUTION_EXPORT, type ExportFormat, FILTERS, parseParameters, shortNames } from '@achilles/types';
import { residentMemory } from '../measure/machine.ts';
import type { RowsTargets } from './rows-targets.ts';

const QUERY = 'from=2000';
const SAMPLE_MS = 50;
const LINE_END = 10;

/** One export, read as fast as it comes. */
export interface MeasuredExport {
  readonly seconds: number;
  readonly bytes: number;
  readonly lines: number;
  readonly digest: string;
  /** What the API held when it began, and the most it held while it lasted, MiB; null where the system does not tell. */
  readonly memory: { readonly before: number; readonly peak: number } | null;
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_END); at !== -1; at = bytes.indexOf(LINE_END, at + 1)) lines += 1;
  return lines;
}

/** Exports every row in a format. */
export async function measureExport(
  { url, pid }: RowsTargets,
  format: ExportFormat,
): Promise<MeasuredExport> {
  const before = residentMemory(pid);
  let peak = before ?? 0;
  const sampling = setInterval(() => {
    peak = Math.max(peak, residentMemory(pid) ?? 0);
  }, SAMPLE_MS);
  const digest = createHash('sha256');
  let [bytes, lines] = [0, 0];
  const started = performance.now();
  try {
    const response = await fetch(`${url}/api/analytics/executions/export?${QUERY}&format=${format}`, {
      headers: { 'Accept-Encoding': 'identity' },
    });
    if (!response.ok || response.body === null)
      throw new Error(`the export answered ${response.status}: ${await response.text()}`);
    for await (const chunk of response.body) {
      bytes += chunk.byteLength;
      lines += countLines(chunk);
      digest.update(chunk);
    }
  } finally {
    clearInterval(sampling);
  }
  const seconds = (performance.now() - started) / 1_000;
  return {
    ...{ seconds, bytes, lines, digest: digest.digest('hex') },
    memory: before === null ? null : { before, peak },
  };
}

/** The digest of the same export in NDJSON, as DuckDB gives it. */
export async function digestOfDuckDb({ duckdb }: RowsTargets): Promise<string> {
  const digest = createHash('sha256');
  const nameOf = shortNames([]);
  const parameters = parseParameters(
    { ...FILTERS, ...EXECUTION_EXPORT.parameters },
    new URLSearchParams(QUERY),
  );
  const input = { parameters, scope: EVERY_ORGANIZATION, now: Date.now(), caller: 'bench' };
  await exportExecutions(duckdb, input, async ({ rows }) => {
    for await (const batch of rows)
      digest.update(batch.map((row) => `${JSON.stringify(enrichedRow(row, nameOf))}\n`).join(''));
  });
  return digest.digest('hex');
}
