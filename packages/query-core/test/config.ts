const { DIFFERENTIAL_SEED, DIFFERENTIAL_WORLDS } = process.env;

/** Which random worlds the differential test compares. */
export interface DifferentialSeeds {
  readonly first: number;
  /** Worlds that every store holds. */
  readonly worlds: number;
  /** Further worlds that only the embedded store holds, which costs a tenth of the time. */
  readonly duckdbWorlds: number;
}

const DEFAULT_WORLDS = 30;
const DISTINCT_SEEDS = 1_000_000;

/** New worlds at every run, unless the environment names the first seed; the report tells which they were. */
export function differentialSeeds(): DifferentialSeeds {
  const worlds = DIFFERENTIAL_WORLDS === undefined ? DEFAULT_WORLDS : Number(DIFFERENTIAL_WORLDS);
  const first = DIFFERENTIAL_SEED === undefined ? Date.now() % DISTINCT_SEEDS : Number(DIFFERENTIAL_SEED);
  return { first, worlds, duckdbWorlds: worlds };
}
