/** Mixes two 32-bit integers into one that looks unrelated to both. */
export function mix(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b ^ (a >>> 15), 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A 32-bit hash of a text. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h, text.length);
}

/** Turns a 32-bit hash into a fraction in [0, 1). */
export function fraction(hash: number): number {
  return hash / 4294967296;
}

/** A small fast seeded generator (sfc32) of 32-bit integers and fractions. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, stream: number) {
    // A seed may exceed 32 bits; both halves matter.
    const high = Math.trunc(seed / 4294967296) | 0;
    this.#a = mix(seed | 0, stream);
    this.#b = mix(this.#a, high);
    this.#c = mix(this.#b, seed | 0);
    for (let i = 0; i < 12; i++) this.integer();
  }

  /** The next unsigned 32-bit integer. */
  integer(): number {
    const t = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + t) | 0;
    return t >>> 0;
  }

  /** The next fraction in [0, 1). */
  next(): number {
    return this.integer() / 4294967296;
  }
}
