import { OperatorError, runProcess, stopSignal } from '@achilles/process';
import { caseText, totalText } from './case-report.ts';
import { CHAOS_HELP, parseChaosOptions } from './chaos-options.ts';
import { runCases } from './run-cases.ts';

await runProcess(async () => {
  const options = parseChaosOptions(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(CHAOS_HELP);
    return 0;
  }
  const signal = stopSignal();
  const reports = await runCases(options, signal, (line) => process.stderr.write(`[chaos] ${line}\n`));
  if (reports.length === 0) throw new OperatorError('the run was stopped before its first case was over');
  const failing = reports.filter(({ differences }) => differences.count > 0);
  for (const report of failing) process.stdout.write(`${caseText(report)}\n\n`);
  process.stdout.write(`${totalText(reports)}\n`);
  return failing.length === 0 ? 0 : 1;
});
