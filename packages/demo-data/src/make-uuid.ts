import { hashText, mix, type Random } from './random.ts';

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

function byte(word: number, shift: number): string {
  return HEX[(word >>> shift) & 255] ?? '';
}

function wordHex(word: number): string {
  return byte(word, 24) + byte(word, 16) + byte(word, 8) + byte(word, 0);
}

function formatUuid(a: number, b: number, c: number, d: number): string {
  const versioned = ((b & 0xffff0fff) | 0x00004000) >>> 0;
  const variant = ((c & 0x3fffffff) | 0x80000000) >>> 0;
  const middle = wordHex(versioned);
  const tail = wordHex(variant);
  return `${wordHex(a)}-${middle.slice(0, 4)}-${middle.slice(4)}-${tail.slice(0, 4)}-${tail.slice(4)}${wordHex(d)}`;
}

/** A version 4 UUID drawn from a seeded generator. */
export function drawUuid(random: Random): string {
  return formatUuid(random.integer(), random.integer(), random.integer(), random.integer());
}

/** A UUID that belongs to a text: the same text always has the same one. */
export function uuidOfText(text: string): string {
  const hash = hashText(text);
  return formatUuid(hash, hashText(`${text}/2`), mix(hash, 3), hashText(`4/${text}`));
}
