import { type IndexSettings, importExecutions, type ResultWriter } from '@achilles/query-core';

const MOST_HOSTS = 600;
const ROWS_FOR_A_HOST = 1_000;
const TESTS = 100;
const DAY = Date.UTC(2025, 0, 15);

const hostsBeside = (rows: number): number => Math.min(MOST_HOSTS, Math.ceil(rows / ROWS_FOR_A_HOST));
/** How many (host, test) cells are loaded beside so many rows: 60,000 beside a million, fewer in a quick run. */
export const cellsBeside = (rows: number): number => hostsBeside(rows) * TESTS;
/** The day of their rows, apart from all others. */
export const CELLS_WINDOW = { from: String(DAY), to: String(DAY + 86_399_999) };

function* cellLines(hosts: number): Generator<Buffer> {
  for (let host = 0; host < hosts; host++) {
    let lines = '';
    for (let test = 0; test < TESTS; test++) {
      const blocked = (host + test) % 3 === 0;
      const time = DAY + host * 100_000 + test * 997;
      const document = {
        routing: { event_time: time, oid: 'org_cells', hostname: `CELL-${host}` },
        event: { ERROR: blocked ? 126 : 101 },
        f0rtika: { test_uuid: `cell-test-${test}`, test_name: `Cell test ${test}`, is_protected: blocked },
      };
      lines += `${JSON.stringify({ _id: `cell-${host}-${test}`, _source: document })}\n`;
    }
    yield Buffer.from(lines);
  }
}

/** Loads one row for each of these cells. */
export async function loadCells(rows: number, writer: ResultWriter, settings: IndexSettings): Promise<void> {
  const lines = cellLines(hostsBeside(rows));
  const input = (async function* () {
    yield* lines;
  })();
  const { added } = await importExecutions(input, { settings, writer });
  if (added !== cellsBeside(rows)) throw new Error(`${added} of ${cellsBeside(rows)} cells were stored`);
}
