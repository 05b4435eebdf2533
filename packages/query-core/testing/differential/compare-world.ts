import { DOCUMENT_FIELDS } from '@achilles/types';
import { EVERY_ORGANIZATION, type Scope } from '../../src/plan/scope.ts';
import type { ResultReader } from '../../src/ports/result-reader.ts';
import type { Store } from '../../src/ports/store.ts';
import { askOracle, type OracleAnswer, type OracleVerdict } from '../oracle/oracle.ts';
import { readString } from '../oracle/read-source.ts';
import { isNonEmptyAnswer } from '../worlds/is-non-empty-answer.ts';
import { type OracleRequest, randomRequest } from '../worlds/random-request.ts';
import { randomExport, randomWalk } from '../worlds/random-walk.ts';
import { createRng, type Rng } from '../worlds/rng.ts';
import type { World } from '../worlds/world.ts';
import { answerFault } from './answer-fault.ts';
import { askStore } from './ask-store.ts';
import { exportFault } from './export-fault.ts';
import { walkFault } from './walk-fault.ts';

type Stores = Readonly<Record<string, Store>>;

/** A request that a store and the oracle answer differently. */
export interface Difference {
  readonly seed: number;
  readonly store: string;
  readonly request: string;
  readonly scope: Scope;
  /** Where they differ. */
  readonly fault: string;
  /** What the store answered, or the error; null where it was asked for several pages. */
  readonly answer: unknown;
  readonly oracle: OracleAnswer;
}

/** What comparing one world found. */
export interface Comparison {
  readonly cases: number;
  readonly nonEmpty: number;
  /** Lists that were read to their end, by cursor or as an export. */
  readonly walks: number;
  readonly differences: readonly Difference[];
}

function randomScope(rng: Rng, world: World): Scope {
  if (rng.chance(0.75)) return EVERY_ORGANIZATION;
  const orgs = world.documents.map(({ source }) => readString(source, DOCUMENT_FIELDS.org.path) ?? '');
  return { kind: 'organization', org: rng.pick(['', ...orgs]) };
}

interface Found {
  readonly fault: string | null;
  readonly answer: unknown;
}

/** Asks each store in the same way, and tells those that were found to differ. */
async function compareEach(
  stores: Stores,
  about: Pick<Difference, 'seed' | 'request' | 'scope' | 'oracle'>,
  find: (reader: ResultReader) => Promise<Found>,
): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const [store, { reader }] of Object.entries(stores)) {
    const failed = (error: unknown): Found => ({ fault: 'it failed', answer: error });
    const { fault, answer } = await find(reader).catch(failed);
    if (fault !== null) differences.push({ ...about, store, fault, answer });
  }
  return differences;
}

const asText = ({ path, query }: OracleRequest): string => `${path}?${query}`;

/** Asks stores that hold a world, and the oracle, one question; tells which of them differ from the oracle. */
export async function compareAnswers(
  stores: Stores,
  world: World,
  request: OracleRequest,
  scope: Scope = EVERY_ORGANIZATION,
  oracle: OracleVerdict = askOracle(world, request.path, request.query, scope),
): Promise<Difference[]> {
  const about = { seed: world.seed, request: asText(request), scope, oracle: oracle.answer };
  return compareEach(stores, about, async (reader) => {
    const answer = await askStore(reader, world, request, scope);
    return { answer, fault: answerFault(answer, oracle) };
  });
}

/** Follows the cursors of a page to the last one, in stores that hold a world. */
export async function compareWalks(
  stores: Stores,
  world: World,
  request: OracleRequest,
  scope: Scope = EVERY_ORGANIZATION,
): Promise<Difference[]> {
  const { answer: oracle, listing } = askOracle(world, request.path, request.query, scope);
  if (listing === undefined) throw new Error('only a page that is answered can be walked from');
  const about = { seed: world.seed, request: `all pages of ${asText(request)}`, scope, oracle };
  return compareEach(stores, about, async (reader) => {
    return { answer: null, fault: await walkFault(reader, world, request, scope, listing) };
  });
}

/** Reads an export to its end with a break in between, in stores that hold a world. `query` is one of filters alone. */
export async function compareExports(
  stores: Stores,
  world: World,
  query: URLSearchParams,
  breakAt: number,
  scope: Scope = EVERY_ORGANIZATION,
): Promise<Difference[]> {
  const { answer: oracle, listing } = askOracle(world, 'executions/paginated', query, scope);
  if (listing === undefined) throw new Error('only a list that is answered can be exported');
  const about = { seed: world.seed, request: `executions/export?${query}`, scope, oracle };
  return compareEach(stores, about, async (reader) => {
    return { answer: null, fault: await exportFault(reader, world, query, scope, { listing, breakAt }) };
  });
}

/** Asks stores that hold a world, and the oracle, the same random requests; some lists are read to their end. */
export async function compareStores(stores: Stores, world: World, requests: number): Promise<Comparison> {
  const rng = createRng(world.seed);
  const differences: Difference[] = [];
  let nonEmpty = 0;
  let walks = 0;
  for (let i = 0; i < requests; i++) {
    const request = randomRequest(rng, world);
    const scope = randomScope(rng, world);
    const oracle = askOracle(world, request.path, request.query, scope);
    if (isNonEmptyAnswer(oracle.answer)) nonEmpty++;
    differences.push(...(await compareAnswers(stores, world, request, scope, oracle)));
    const walk = randomWalk(rng, request, oracle);
    const exported = randomExport(rng, request, oracle);
    if (walk !== null) differences.push(...(await compareWalks(stores, world, walk, scope)));
    if (exported !== null) {
      const { query, breakAt } = exported;
      differences.push(...(await compareExports(stores, world, query, breakAt, scope)));
    }
    walks += Number(walk !== null) + Number(exported !== null);
  }
  return { cases: requests, nonEmpty, walks, differences };
}
