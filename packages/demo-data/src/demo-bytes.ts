import type { DemoOptions } from './demo-line.ts';
import { demoLines } from './demo-lines.ts';

const CHUNK_LENGTH = 256 * 1024;

/** The generated executions as NDJSON in pieces of about 256 KiB, and how many lines each holds. */
export function* demoBytes(options: DemoOptions): Generator<{ bytes: Buffer; lines: number }> {
  let text = '';
  let lines = 0;
  for (const line of demoLines(options)) {
    text += `${JSON.stringify(line)}\n`;
    lines++;
    if (text.length < CHUNK_LENGTH) continue;
    yield { bytes: Buffer.from(text), lines };
    text = '';
    lines = 0;
  }
  if (lines > 0) yield { bytes: Buffer.from(text), lines };
}
