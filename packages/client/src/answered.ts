/** An answer, and what it can be quoted with (CONTRACT section 4, As of). */
export interface Answered<T> {
  readonly body: T;
  /** The window as an ISO 8601 interval whose open sides are `..`. */
  readonly window: string;
  /** The instant of its snapshot, ISO-8601. */
  readonly asOf: string;
  /** Whether it came from rollups or raw rows, and why. */
  readonly source: string;
  /** For lists with a limit: how many items there are before the cut; else null. */
  readonly total: number | null;
}

const TOTAL = 'X-Total-Count';

/** Reads an answer with its headers. */
export async function answered<T>(response: Response): Promise<Answered<T>> {
  const { headers } = response;
  const total = headers.get(TOTAL);
  return {
    body: (await response.json()) as T,
    window: headers.get('X-Window') ?? '',
    asOf: headers.get('X-As-Of') ?? '',
    source: headers.get('X-Rollup') ?? '',
    total: total === null ? null : Number(total),
  };
}
