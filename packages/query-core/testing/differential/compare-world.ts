import { isDeepStrictEqual } from 'node:util';
import { DOCUMENT_FIELDS } from '@achilles/types';
import { EVERY_ORGANIZATION, type Scope } from '../../src/plan/scope.ts';
import type { Store } from '../../src/ports/store.ts';
import { type OracleAnswer, oracleAnswer } from '../oracle/oracle.ts';
import { readString } from '../oracle/read-source.ts';
import { isNonEmptyAnswer } from '../worlds/is-non-empty-answer.ts';
import { type OracleRequest, randomRequest } from '../worlds/random-request.ts';
import { randomWorld } from '../worlds/random-world.ts';
import { createRng, type Rng } from '../worlds/rng.ts';
import type { World } from '../worlds/world.ts';
import { askStore } from './ask-store.ts';
import { loadWorld } from './load-world.ts';

/** A request that a store and the oracle answer differently. */
export interface Difference {
  readonly seed: number;
  readonly store: string;
  readonly request: string;
  readonly scope: Scope;
  readonly answer: unknown;
  readonly oracle: OracleAnswer;
}

/** What comparing one world found. */
export interface Comparison {
  readonly cases: number;
  readonly nonEmpty: number;
  readonly differences: readonly Difference[];
}

function randomScope(rng: Rng, world: World): Scope {
  if (rng.chance(0.75)) return EVERY_ORGANIZATION;
  const orgs = world.documents.map(({ source }) => readString(source, DOCUMENT_FIELDS.org.path) ?? '');
  return { kind: 'organization', org: rng.pick(['', ...orgs]) };
}

/** Refusals are compared by status: which of several faults is named first is left open. */
const comparable = (answer: OracleAnswer): unknown =>
  answer.status === 200 ? answer : { status: answer.status };

async function answerOf(store: Store, world: World, request: OracleRequest, scope: Scope): Promise<unknown> {
  try {
    return comparable(await askStore(store.reader, world, request, scope));
  } catch (error) {
    return error;
  }
}

/** Asks stores that hold a world, and the oracle, one question; tells which of them differ from the oracle. */
export async function compareAnswers(
  stores: Readonly<Record<string, Store>>,
  world: World,
  request: OracleRequest,
  scope: Scope = EVERY_ORGANIZATION,
  oracle: OracleAnswer = oracleAnswer(world, request.path, request.query, scope),
): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const [name, store] of Object.entries(stores)) {
    const answer = await answerOf(store, world, request, scope);
    if (isDeepStrictEqual(answer, comparable(oracle))) continue;
    const asked = `${request.path}?${request.query}`;
    differences.push({ seed: world.seed, store: name, request: asked, scope, answer, oracle });
  }
  return differences;
}

/** Asks stores that hold a world, and the oracle, the same random requests. */
export async function compareStores(
  stores: Readonly<Record<string, Store>>,
  world: World,
  requests: number,
): Promise<Comparison> {
  const rng = createRng(world.seed);
  const differences: Difference[] = [];
  let nonEmpty = 0;
  for (let i = 0; i < requests; i++) {
    const request = randomRequest(rng, world);
    const scope = randomScope(rng, world);
    const oracle = oracleAnswer(world, request.path, request.query, scope);
    if (isNonEmptyAnswer(oracle)) nonEmpty++;
    differences.push(...(await compareAnswers(stores, world, request, scope, oracle)));
  }
  return { cases: requests, nonEmpty, differences };
}

/** Asks an empty store and the oracle the same random requests about the random world of a seed. */
export async function compareWorld(store: Store, seed: number, requests: number): Promise<Comparison> {
  const world = randomWorld(seed);
  await loadWorld(store, world);
  return compareStores({ store }, world, requests);
}
