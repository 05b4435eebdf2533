/** What is measured side by side: ways to the same answer, by name. Each prepares a call; the call alone is timed. */
export type Ways<W extends string> = Readonly<Record<W, () => () => Promise<unknown>>>;

/** Milliseconds that each way took, one for each round. */
export type Timings<W extends string> = Readonly<Record<W, readonly number[]>>;

export interface TurnOptions {
  readonly rounds: number;
  /** Is asked before each round but the first whether there is time for it; it may throw to end the measurement. */
  readonly goesOn?: (round: number) => boolean;
}

/**
 * Measures subjects in rounds. In each round every subject has its turn, and within it every way, one right after the
 * other: what slows the machine down for a while slows all of them. The way that comes first changes with the round.
 */
export async function takeTurns<W extends string>(
  subjects: readonly Ways<W>[],
  { rounds, goesOn = () => true }: TurnOptions,
): Promise<Timings<W>[]> {
  const timings = subjects.map((ways) => {
    const names = Object.keys(ways) as W[];
    return Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<W, number[]>;
  });
  for (let round = 0; round < rounds && (round === 0 || goesOn(round)); round++) {
    for (const [i, ways] of subjects.entries()) {
      const names = Object.keys(ways) as W[];
      const first = round % names.length;
      for (const name of [...names.slice(first), ...names.slice(0, first)]) {
        const call = ways[name]();
        const started = performance.now();
        await call();
        timings[i]?.[name].push(performance.now() - started);
      }
    }
  }
  return timings;
}
