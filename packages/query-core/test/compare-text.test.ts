import { expect, test } from 'vitest';
import { compareText } from '../src/score/compare-text.ts';
import { createRng } from '../testing/worlds/rng.ts';
import { strangeStrings } from '../testing/worlds/strange-strings.ts';

const UNITS = ['a', 'b', '\u{D7FF}', '\u{E000}', '\u{FFFF}', '\u{10000}', '\u{1F600}', '\u{10FFFF}'];

test('text is compared as its UTF-8 bytes are', () => {
  const rng = createRng(1);
  const random = Array.from({ length: 200 }, () =>
    Array.from({ length: rng.between(0, 4) }, () => rng.pick(UNITS)).join(''),
  );
  const texts = [...strangeStrings, ...random];
  for (const a of texts) {
    for (const b of texts) {
      const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
      expect(Math.sign(compareText(a, b)), JSON.stringify([a, b])).toBe(bytes);
    }
  }
});
