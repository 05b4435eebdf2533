const { DIFFERENTIAL_SEED, DIFFERENTIAL_WORLDS } = process.env;

/** Which random worlds the differential test compares. */
export interface DifferentialSeeds {
  readonly first: number;
  readonly worlds: number;
}

const DEFAULT_WORLDS = 100;
const DISTINCT_SEEDS = 1_000_000;

/** New worlds at every run, unless the environment names the first seed; the report tells which they were. */
export const differentialSeeds = (): DifferentialSeeds => ({
  first: DIFFERENTIAL_SEED === undefined ? Date.now() % DISTINCT_SEEDS : Number(DIFFERENTIAL_SEED),
  worlds: DIFFERENTIAL_WORLDS === undefined ? DEFAULT_WORLDS : Number(DIFFERENTIAL_WORLDS),
});
