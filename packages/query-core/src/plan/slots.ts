/**
 * A cut of the time line into slots of equal width, counted from the epoch; a stretch begins where the last one ends
 * and its `from` is a multiple of both widths. The first stretch has no beginning.
 */
export type Slots = readonly { readonly from: number | null; readonly width: number }[];

/** The start of the slot that holds an instant; both epoch milliseconds. */
export function slotOf(slots: Slots, instant: number): number {
  const stretch = slots.findLast(({ from }) => from === null || from <= instant);
  const width = stretch?.width ?? 1;
  return Math.floor(instant / width) * width;
}
