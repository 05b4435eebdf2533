import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const REPORTS = join(import.meta.dirname, '../../../.cache/test-report');

/** Leaves a line that the test run prints at its end. */
export function writeTestReport(name: string, line: string): void {
  mkdirSync(REPORTS, { recursive: true });
  writeFileSync(join(REPORTS, `${name}.txt`), `${line}\n`);
}
