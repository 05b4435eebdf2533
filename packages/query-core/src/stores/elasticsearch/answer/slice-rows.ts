import { doAtOnce } from './do-at-once.ts';
import type { SearchReader } from './group-reader.ts';
import { type RowsQuery, rowsByTime } from './rows-by-time.ts';
import { joinSlices, type Slice } from './slices.ts';

/** Widths by which the time line is cut, milliseconds; the finer ones only where a slice is crowded. */
const WIDTHS = [86_400_000, 3_600_000, 60_000, 1_000, 1] as const;
/** So many crowded slices are cut by one search: a second has 1,000 buckets, and an answer has room for 65,536. */
const CUT_AT_ONCE = 50;

/** Cuts the time line into slices with at most so many rows each, where no single millisecond has more; oldest first. */
export async function sliceRows(
  readers: readonly SearchReader[],
  query: RowsQuery,
  most: number,
): Promise<Slice[]> {
  const cut = async (within: readonly Slice[] | null, width: number): Promise<Slice[]> =>
    (await rowsByTime(readers, query, within, width)).map(({ start: from, rows }) => ({
      from,
      until: from + width,
      rows,
    }));
  let slices = await cut(null, WIDTHS[0]);
  for (const width of WIDTHS.slice(1)) {
    const crowded = slices.filter(({ rows }) => rows > most);
    slices = slices.filter(({ rows }) => rows <= most);
    const chunks = Array.from({ length: Math.ceil(crowded.length / CUT_AT_ONCE) }, (_, i) =>
      crowded.slice(i * CUT_AT_ONCE, (i + 1) * CUT_AT_ONCE),
    );
    await doAtOnce(chunks, async (chunk) => {
      slices.push(...(await cut(chunk, width)));
    });
  }
  return joinSlices(
    slices.sort((a, b) => a.from - b.from),
    most,
  );
}
