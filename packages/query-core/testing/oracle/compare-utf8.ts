/** Order of keys in answers: bytes of their UTF-8 form, which differs from JavaScript's UTF-16 order beyond the BMP. */
export function compareUtf8(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));
}
