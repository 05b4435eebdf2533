import type { Draft } from './draft.ts';
import { draftCollisions, draftCrowd, draftHalves } from './draft-crowds.ts';
import { controlFields, type ExecutionFields, executionFields, type RunPlace } from './execution-fields.ts';
import { layOutSource } from './lay-out-source.ts';
import { randomAcceptances } from './random-acceptances.ts';
import { randomArchive } from './random-archive.ts';
import { randomInstants, type WorldTimes } from './random-instants.ts';
import { createRng, type Rng } from './rng.ts';
import { type BundleTemplate, randomVocabulary, type TestTemplate, type Vocabulary } from './vocabulary.ts';
import type { RawDocument, World, WorldOrganization } from './world.ts';

/** Rough shape of a world: how many documents, how many hosts and tests, how many different instants. */
interface Shape {
  readonly documents: number;
  readonly breadth: number;
  readonly instants: number;
}

function randomShape(rng: Rng): Shape {
  return rng.weighted<Shape>([
    [1, { documents: rng.between(0, 12), breadth: 2, instants: 3 }],
    [4, { documents: rng.between(100, 300), breadth: 3, instants: 8 }],
    [4, { documents: rng.between(100, 500), breadth: 8, instants: 60 }],
    [1, { documents: rng.between(800, 2_000), breadth: 25, instants: 200 }],
  ]);
}

function randomPlace(rng: Rng, words: Vocabulary, { instants }: WorldTimes): RunPlace {
  return {
    ...(rng.chance(0.95) && { org: rng.pick(words.orgs) }),
    ...(rng.chance(0.95) && { hostname: rng.chance(0.01) ? '' : rng.pick(words.hosts) }),
    time: rng.pick(instants),
  };
}

/** Rows of clean-ups lack what a counted row needs. */
function damage(rng: Rng, fields: ExecutionFields): ExecutionFields {
  const missing = rng.pick(['f0rtika.test_uuid', 'f0rtika.test_name', 'routing.event_time']);
  return rng.chance(0.03) ? { ...fields, [missing]: undefined } : fields;
}

/** The tests that run together: a standalone one, or the controls of a bundle, not always all of them. */
interface Task {
  readonly bundle: BundleTemplate | null;
  readonly tests: readonly TestTemplate[];
}

function randomTask(rng: Rng, words: Vocabulary): Task {
  if (rng.chance(0.5)) return { bundle: null, tests: [rng.pick(words.tests)] };
  const bundle = rng.pick(words.bundles);
  const { controls } = bundle;
  return {
    bundle,
    tests: rng.chance(0.8) ? controls : rng.sample(controls, rng.between(1, controls.length)),
  };
}

function draftRun(rng: Rng, { bundle, tests }: Task, place: RunPlace, id: string): Draft[] {
  return tests.map((test) => ({
    id: test.controlId === undefined ? id : `${id}::${test.controlId}`,
    fields: damage(rng, {
      ...executionFields(rng, test, place),
      ...(bundle !== null && controlFields(rng, bundle, test)),
    }),
  }));
}

/** A run; now and then another one of the same tests on the same host at the same instant, of any organization. */
function draftTask(rng: Rng, words: Vocabulary, times: WorldTimes, id: string): Draft[] {
  const task = randomTask(rng, words);
  const place = randomPlace(rng, words, times);
  const drafts = draftRun(rng, task, place, id);
  if (!rng.chance(0.08)) return drafts;
  const again = rng.chance(0.5) ? place : { ...place, org: rng.pick(words.orgs) };
  return [...drafts, ...draftRun(rng, task, again, `${id}-again`)];
}

/** What large worlds hold besides ordinary runs. */
function draftOddities(rng: Rng, words: Vocabulary, times: WorldTimes): Draft[] {
  return [
    ...(rng.chance(0.3) ? draftHalves(rng, words, times) : []),
    ...(rng.chance(0.15) ? draftCrowd(rng, words, times) : []),
    ...(rng.chance(0.4) ? draftCollisions(rng, words, times) : []),
  ];
}

function indexOf(rng: Rng, time: number): string {
  const day = new Date(time).toISOString().slice(0, 10).replaceAll('-', '.');
  return `achilles-results-${rng.pick(['all', day.slice(0, 7), day.slice(0, 7)])}`;
}

function store(rng: Rng, drafts: readonly Draft[], now: number): RawDocument[] {
  const layout = rng.pick(['nested', 'nested', 'dotted', 'mixed', 'each its own'] as const);
  return drafts.flatMap(({ id, fields }) => {
    const own = layout === 'each its own' ? rng.pick(['nested', 'dotted', 'mixed'] as const) : layout;
    const document = { index: indexOf(rng, now), id, source: layOutSource(rng, fields, own) };
    // The same id in another index is another row, equal in all else or not.
    const twin = { ...document, index: 'achilles-results-other' };
    return rng.chance(0.02) ? [document, twin] : [document];
  });
}

function organizationsOf(rng: Rng, orgs: readonly string[]): WorldOrganization[] {
  const named = orgs.filter((org) => org !== '' && rng.chance(0.6));
  return named.map((uuid, at) => ({
    uuid,
    shortName: rng.chance(0.2) ? 'Same' : `Short ${at}`,
    fullName: `Organization ${at}`,
  }));
}

/**
 * A small world with every trap of exactness: layouts, missing fields, colliding keys, odd characters, clock changes,
 * rounding halves, uncounted rows, acceptances of every kind. The same seed gives the same world; no clock is read.
 */
export function randomWorld(seed: number): World {
  const rng = createRng(seed);
  const shape = randomShape(rng);
  const words = randomVocabulary(rng, shape.breadth);
  const times = randomInstants(rng, shape.instants);
  const drafts: Draft[] = shape.documents >= 100 ? draftOddities(rng, words, times) : [];
  for (let task = 1; drafts.length < shape.documents; task += 1) {
    drafts.push(...draftTask(rng, words, times, `task-${task}`));
  }
  const world = {
    seed,
    now: times.now,
    documents: store(rng, drafts, times.now),
    acceptances: randomAcceptances(rng, words, times.now, rng.pick([0, 0, 1, 4, 10])),
    organizations: organizationsOf(rng, words.orgs),
  };
  return { ...world, archived: randomArchive(rng, world.documents) };
}
