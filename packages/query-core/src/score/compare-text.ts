const FIRST_SURROGATE = 0xd800;
const AFTER_SURROGATES = 0xe000;
const SURROGATES = AFTER_SURROGATES - FIRST_SURROGATE;

/** A UTF-16 unit's place in the order of code points: surrogates stand for characters beyond all other units. */
const placeOf = (unit: number): number => {
  if (unit < FIRST_SURROGATE) return unit;
  return unit < AFTER_SURROGATES ? unit + 0x10000 - AFTER_SURROGATES : unit - SURROGATES;
};

/** Compares text by its UTF-8 bytes, which is the order of code points (CONTRACT section 4). */
export function compareText(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const unit = a.charCodeAt(i);
    const other = b.charCodeAt(i);
    if (unit !== other) return placeOf(unit) - placeOf(other);
  }
  return a.length - b.length;
}
