import { CHECKS } from './checks.ts';
import { runStep, type Step } from './run-step.ts';

const STEPS: readonly Step[] = [
  ...CHECKS,
  { name: 'unit tests', command: ['vitest', 'run', '--project', 'unit', '--reporter=dot'] },
];

if (process.argv.includes('--help')) {
  process.stdout.write(
    'Checks format, lint, dependency law and types and runs the unit tests; needs no service.\n',
  );
} else {
  // Side by side: each of them leaves one of two cores idle for a good part of its time.
  const results = await Promise.all(STEPS.map((step) => runStep(step, false)));
  for (const { name, passed, seconds, output } of results) {
    process.stdout.write(`${passed ? 'ok  ' : 'FAIL'} ${name} (${seconds.toFixed(1)} s)\n`);
    if (!passed) process.stdout.write(`${output}\n`);
  }
  process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;
}
