const TIMEOUT_MS = 30_000;

/** A row as an export lists it: what tells which one it is, and which revision. */
export interface ExportedRow {
  readonly id: string;
  readonly score: number | null;
}

/**
 * Reads every row, live and archived, through an API.
 * @throws when the API does not answer, or the export is cut off
 */
export async function readExport(api: string): Promise<ExportedRow[]> {
  const url = `${api}/api/analytics/executions/export?from=2000&include=archived&format=ndjson`;
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  const text = await response.text();
  if (response.status !== 200) throw new ExportRefused(response.status, text.slice(0, 500));
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ExportedRow);
}

/** An answer that is no export. */
export class ExportRefused extends Error {
  readonly status: number;

  constructor(status: number, text: string) {
    super(`an export answered ${status}: ${text}`);
    this.status = status;
  }
}
