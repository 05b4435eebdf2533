import { fraction, mix, type Random } from './random.ts';

/** What decides how likely an execution is stopped. */
export interface Circumstances {
  /** Log-odds of the organization. */
  readonly strength: number;
  /** A number that stands for the test; some are harder to stop. */
  readonly testHash: number;
  readonly hostHash: number;
  readonly regressed: boolean;
}

/** An exit code, and whether a later look by Defender finds the attack that went through. */
export interface DemoOutcome {
  readonly code: number;
  readonly detectedLater: boolean;
}

const REGRESSION = -2.2;
const DETECTED_SHARE = 0.28;
/** Codes of executions that decided nothing, and how often each occurs among all rows. */
const INCONCLUSIVE: readonly (readonly [code: number, share: number])[] = [
  [0, 0.014],
  [999, 0.012],
  [259, 0.008],
  [1, 0.006],
  [200, 0.008],
  // STATUS_ACCESS_VIOLATION (MS-ERREF 2.3.1): the test itself crashed.
  [3_221_225_477, 0.003],
];
const PROTECTED: readonly (readonly [code: number, share: number])[] = [
  [105, 0.3],
  [126, 0.45],
  [127, 0.25],
];

function pick(weighted: typeof PROTECTED, at: number): number | undefined {
  let passed = 0;
  for (const [code, share] of weighted) {
    passed += share;
    if (at < passed) return code;
  }
  return undefined;
}

const chance = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** Draws the outcome of one execution. */
export function drawOutcome(
  random: Random,
  { strength, testHash, hostHash, regressed }: Circumstances,
): DemoOutcome {
  const inconclusive = pick(INCONCLUSIVE, random.next());
  if (inconclusive !== undefined) return { code: inconclusive, detectedLater: false };
  const difficulty = fraction(testHash) * 2.4 - 0.9;
  const hostLuck = fraction(mix(hostHash, 7)) * 0.8 - 0.4;
  const logOdds = 0.9 + strength - difficulty + hostLuck + (regressed ? REGRESSION : 0);
  if (random.next() < chance(logOdds)) {
    return { code: pick(PROTECTED, random.next()) ?? 127, detectedLater: false };
  }
  return { code: 101, detectedLater: random.next() < DETECTED_SHARE };
}
