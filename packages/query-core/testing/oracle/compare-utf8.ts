/** Order of keys in answers: bytes of their UTF-8 form, which differs from JavaScript's UTF-16 order beyond the BMP. */
export function compareUtf8(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));
}

/** The same where values may be missing: those come last. */
export function compareMissingLast(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compareUtf8(a, b);
}
