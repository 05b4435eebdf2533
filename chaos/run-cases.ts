import type { Tell } from '@achilles/testkit';
import { type CaseReport, caseText } from './case-report.ts';
import type { ChaosOptions } from './chaos-options.ts';
import { runCase } from './run-case.ts';
import { startChaosServers } from './servers/chaos-servers.ts';

/** Plays cases one after the other over servers that are started once, until all are done or a signal fires. */
export async function runCases(
  { seed, cases, rows, seconds }: ChaosOptions,
  signal: AbortSignal,
  tell: Tell,
): Promise<CaseReport[]> {
  const servers = await startChaosServers(tell);
  const reports: CaseReport[] = [];
  try {
    for (let i = 0; i < cases && !signal.aborted; i++) {
      const own = seed + i;
      tell(`case ${i + 1} of ${cases}, seed ${own}`);
      const report = await runCase(servers, { seed: own, rows, milliseconds: seconds * 1_000, tell });
      tell(caseText(report));
      reports.push(report);
    }
    return reports;
  } finally {
    await servers.stop();
  }
}
