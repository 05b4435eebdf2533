import { RELEASES } from '@achilles/testkit';

/** What the help of one bench says. */
export interface BenchHelp {
  readonly name: string;
  /** What it measures and checks. */
  readonly about: string;
  /** How many rows make a quick run. */
  readonly quick: number;
  /** Flags that only this bench takes, with what they say. */
  readonly own?: Readonly<Record<string, string>>;
  /** How many rounds there are, and what is done in each. */
  readonly rounds: string;
}

/** The help of a bench: what every bench takes, and what only this one does. */
export function benchHelp({ name, about, quick, own = {}, rounds }: BenchHelp): string {
  const flags = Object.entries({
    '--rows N': `generated rows to load (1000000); ${quick} is quick`,
    ...own,
    '--runs N': `rounds, in each of which ${rounds}`,
    '--release V': `Elasticsearch to start: ${RELEASES.join(', ')} (${RELEASES[0]})`,
    '--write': `write the results to bench/results/${name}.md as well`,
  });
  return `${about}

  npm run bench -- ${name} ${flags.map(([flag]) => `[${flag}]`).join(' ')}

${flags.map(([flag, says]) => `  ${flag.padEnd(13)} ${says}`).join('\n')}

TEST_ELASTICSEARCH_URL and TEST_REDIS_URL name servers to use in place of started ones; nothing is left in them.
`;
}
