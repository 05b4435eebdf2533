const UNITS = ['b', 'kb', 'mb', 'gb', 'tb', 'pb'];
const STEP = 1_024;

/** A number of bytes with the largest unit that it reaches, one decimal cut off, as Elasticsearch words sizes: `1.2mb`. */
export function storeSize(bytes: number): string {
  const unit = UNITS.findLastIndex((_, power) => bytes >= STEP ** power);
  if (unit <= 0) return `${bytes}b`;
  return `${Math.floor((bytes / STEP ** unit) * 10) / 10}${UNITS[unit]}`;
}
