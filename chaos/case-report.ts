import type { Job } from '@achilles/types';
import type { Difference } from './play/differences.ts';
import type { SampleCounts } from './play/sampling.ts';
import type { WriterCounts } from './play/writer.ts';

/** What one case came to. */
export interface CaseReport {
  readonly seed: number;
  readonly seconds: number;
  readonly writer: WriterCounts;
  readonly samples: SampleCounts;
  readonly jobs: Readonly<Record<string, number>>;
  readonly moves: Moves;
  readonly disturbances: Readonly<Record<string, number>>;
  readonly keptInDoubt: number;
  readonly differences: { readonly count: number; readonly first: readonly Difference[] };
}

export interface Moves {
  readonly archived: number;
  readonly restored: number;
  readonly skipped: number;
  readonly conflicts: number;
}

type Counts = Readonly<Record<string, number>>;

/** Counts by name, added up. */
export function addUp<T extends Counts>(counts: readonly T[]): T {
  const sum: Record<string, number> = {};
  for (const one of counts)
    for (const [name, count] of Object.entries(one)) sum[name] = (sum[name] ?? 0) + count;
  return sum as T;
}

/** What jobs moved, those that were cancelled included. */
export const movesOf = (jobs: readonly Job[]): Moves =>
  addUp<Moves & Counts>([
    { archived: 0, restored: 0, skipped: 0, conflicts: 0 },
    ...jobs.map(({ result }) => {
      const { archived = 0, restored = 0, skipped = 0, conflicts = 0 } = (result ?? {}) as Partial<Moves>;
      return { archived, restored, skipped, conflicts };
    }),
  ]);

const inWords = (counts: object): string =>
  Object.entries(counts)
    .map(([name, count]) => `${Number(count).toLocaleString('en')} ${name}`)
    .join(', ');

function figures(report: Omit<CaseReport, 'seed' | 'seconds' | 'differences'>): string {
  const { writer, moves, jobs, disturbances, samples, keptInDoubt } = report;
  return [
    `rows          ${inWords(writer)}`,
    `moves         ${inWords(moves)}`,
    `jobs          ${inWords(jobs)}`,
    `disturbances  ${inWords(disturbances) || 'none'}`,
    `samples       ${inWords(samples)}`,
    `kept in doubt ${keptInDoubt.toLocaleString('en')}`,
  ].join('\n');
}

/** One case as text. */
export function caseText(report: CaseReport): string {
  const { seed, seconds, differences } = report;
  const lines = [
    `seed ${seed}: ${differences.count} differences after ${seconds.toFixed(0)} s`,
    figures(report),
  ];
  for (const { kind, what } of differences.first) lines.push(`  ${kind}: ${what}`);
  if (differences.count > 0) lines.push(`replay it with: npm run chaos -- --seed ${seed} --cases 1`);
  return lines.join('\n');
}

/** All cases of a run as text. */
export function totalText(reports: readonly CaseReport[]): string {
  const total = {
    writer: addUp(reports.map(({ writer }) => ({ ...writer }))),
    moves: addUp(reports.map(({ moves }) => ({ ...moves }))) as Moves,
    jobs: addUp(reports.map(({ jobs }) => jobs)),
    disturbances: addUp(reports.map(({ disturbances }) => disturbances)),
    samples: addUp(reports.map(({ samples }) => ({ ...samples }))),
    keptInDoubt: reports.reduce((sum, report) => sum + report.keptInDoubt, 0),
  } as Omit<CaseReport, 'seed' | 'seconds' | 'differences'>;
  const differences = reports.reduce((sum, report) => sum + report.differences.count, 0);
  const seconds = reports.reduce((sum, report) => sum + report.seconds, 0);
  const failing = reports.filter((report) => report.differences.count > 0).map(({ seed }) => seed);
  return [
    `${reports.length} cases in ${seconds.toFixed(0)} s, seeds ${reports[0]?.seed} to ${reports.at(-1)?.seed}: ${differences} differences`,
    figures(total),
    ...(failing.length > 0 ? [`seeds with differences: ${failing.join(', ')}`] : []),
  ].join('\n');
}
