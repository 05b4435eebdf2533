import { type IndexSettings, importExecutions, type ResultWriter } from '@achilles/query-core';

const HOSTS = 600;
const TESTS = 100;
const DAY = Date.UTC(2025, 0, 15);

/** How many (host, test) cells there are. */
export const CELLS = HOSTS * TESTS;
/** The day of their rows, apart from all others. */
export const CELLS_WINDOW = { from: String(DAY), to: String(DAY + 86_399_999) };

function* cellLines(): Generator<Buffer> {
  for (let host = 0; host < HOSTS; host++) {
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

/** Loads one row for each of so many hosts and tests. */
export async function loadCells(writer: ResultWriter, settings: IndexSettings): Promise<void> {
  const lines = cellLines();
  const input = (async function* () {
    yield* lines;
  })();
  const { added } = await importExecutions(input, { settings, writer });
  if (added !== CELLS) throw new Error(`${added} of ${CELLS} cells were stored`);
}
