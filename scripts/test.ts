import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKS } from './checks.ts';
import { runStep } from './run-step.ts';

const HELP = `Runs every check and every test suite and ends with "N passed, N failed".

  npm test [-- FILTER…]   only test files whose path holds a filter, without the checks
`;

const ROOT = join(import.meta.dirname, '..');
/** Suites leave here what is worth telling beyond passed and failed, one file each. */
const REPORTS = join(ROOT, '.cache/test-report');
const RESULTS = join(ROOT, '.cache/test-results.json');

interface VitestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly numPendingTests: number;
}

function readResults(): VitestResults | null {
  try {
    return JSON.parse(readFileSync(RESULTS, 'utf8')) as VitestResults;
  } catch {
    return null;
  }
}

async function main(filters: readonly string[]): Promise<number> {
  rmSync(REPORTS, { recursive: true, force: true });
  rmSync(RESULTS, { force: true });
  mkdirSync(REPORTS, { recursive: true });
  let passed = 0;
  let failed = 0;
  for (const check of filters.length === 0 ? CHECKS : []) {
    const result = await runStep(check, false);
    process.stdout.write(
      `${result.passed ? 'ok  ' : 'FAIL'} ${result.name} (${result.seconds.toFixed(1)} s)\n`,
    );
    if (result.passed) passed++;
    else {
      failed++;
      process.stdout.write(`${result.output}\n`);
    }
  }
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}`];
  const suites = await runStep(
    { name: 'suites', command: ['vitest', 'run', ...reporters, ...filters] },
    true,
  );
  const results = readResults();
  passed += results?.numPassedTests ?? 0;
  failed += results?.numFailedTests ?? 0;
  // A suite that could not even be loaded, or a fault outside any test, fails the run without a failed test.
  if (!suites.passed && (results?.numFailedTests ?? 0) === 0) failed++;
  for (const file of readdirSync(REPORTS).sort())
    process.stdout.write(readFileSync(join(REPORTS, file), 'utf8'));
  if ((results?.numPendingTests ?? 0) > 0) process.stdout.write(`${results?.numPendingTests} skipped\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

const args = process.argv.slice(2);
if (args.includes('--help')) process.stdout.write(HELP);
else process.exitCode = await main(args);
