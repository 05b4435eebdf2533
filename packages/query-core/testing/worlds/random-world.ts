import { controlFields, type ExecutionFields, executionFields, type RunPlace } from './execution-fields.ts';
import { layOutSource } from './lay-out-source.ts';
import { randomAcceptances } from './random-acceptances.ts';
import { randomInstants, type WorldTimes } from './random-instants.ts';
import { createRng, type Rng } from './rng.ts';
import { randomVocabulary, type Vocabulary } from './vocabulary.ts';
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

interface Draft {
  readonly id: string;
  readonly fields: ExecutionFields;
}

function draftRun(rng: Rng, words: Vocabulary, times: WorldTimes, task: string): Draft[] {
  const place = randomPlace(rng, words, times);
  if (rng.chance(0.5)) {
    return [{ id: task, fields: damage(rng, executionFields(rng, rng.pick(words.tests), place)) }];
  }
  const bundle = rng.pick(words.bundles);
  const controls = rng.chance(0.8)
    ? bundle.controls
    : rng.sample(bundle.controls, rng.between(1, bundle.controls.length));
  return controls.map((control) => ({
    id: `${task}::${control.controlId}`,
    fields: damage(rng, {
      ...executionFields(rng, control, place),
      ...controlFields(rng, bundle, control),
    }),
  }));
}

/** 32 rows of one test, host and category: an odd number of protected ones is a percentage that ends in .xx5. */
function draftHalves(rng: Rng, words: Vocabulary, times: WorldTimes): Draft[] {
  const stopped = rng.between(0, 15) * 2 + 1;
  return Array.from({ length: 32 }, (_, at) => ({
    id: `half-${at}`,
    fields: {
      ...executionFields(
        rng,
        {
          uuid: 'halves',
          name: 'Halves',
          category: 'halves',
          subcategory: 'stage',
          severity: 'low',
          techniques: ['T9999'],
        },
        { org: words.orgs[0] ?? '', hostname: 'halves', time: rng.pick(times.instants) },
      ),
      'event.ERROR': at < stopped ? 126 : 101,
      'f0rtika.is_protected': at < stopped,
      'f0rtika.defender_detected': undefined,
    },
  }));
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
  const drafts: Draft[] = shape.documents >= 100 && rng.chance(0.3) ? draftHalves(rng, words, times) : [];
  for (let task = 1; drafts.length < shape.documents; task += 1) {
    drafts.push(...draftRun(rng, words, times, `task-${task}`));
  }
  return {
    seed,
    now: times.now,
    documents: store(rng, drafts, times.now),
    acceptances: randomAcceptances(rng, words, times.now, rng.pick([0, 0, 1, 4, 10])),
    organizations: organizationsOf(rng, words.orgs),
  };
}
