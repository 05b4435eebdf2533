import type { Draft } from './draft.ts';
import { controlFields, executionFields } from './execution-fields.ts';
import type { WorldTimes } from './random-instants.ts';
import type { Rng } from './rng.ts';
import type { Vocabulary } from './vocabulary.ts';

/** 32 rows of one test, host and category: an odd number of protected ones is a percentage that ends in .xx5. */
export function draftHalves(rng: Rng, words: Vocabulary, times: WorldTimes): Draft[] {
  const stopped = rng.between(0, 15) * 2 + 1;
  const template = {
    uuid: 'halves',
    name: 'Halves',
    category: 'halves',
    subcategory: 'stage',
    severity: 'low',
    techniques: ['T9999'],
  };
  return Array.from({ length: 32 }, (_, at) => ({
    id: `half-${at}`,
    fields: {
      ...executionFields(rng, template, {
        org: words.orgs[0] ?? '',
        hostname: 'halves',
        time: rng.pick(times.instants),
      }),
      'event.ERROR': at < stopped ? 126 : 101,
      'f0rtika.is_protected': at < stopped,
      'f0rtika.defender_detected': undefined,
    },
  }));
}

/** One run of a bundle with more controls than one search hit carries along by default. */
export function draftCrowd(rng: Rng, words: Vocabulary, times: WorldTimes): Draft[] {
  const bundle = rng.pick(words.bundles);
  const place = {
    org: words.orgs[0] ?? '',
    hostname: rng.pick(words.hosts),
    time: rng.pick(times.instants),
  };
  const size = rng.weighted([
    [3, rng.between(101, 150)],
    [1, 520],
  ]);
  return Array.from({ length: size }, (_, at) => {
    const control = {
      ...rng.pick(bundle.controls),
      uuid: `${bundle.id}::MANY-${at}`,
      controlId: `MANY-${at}`,
    };
    return {
      id: `crowd::MANY-${at}`,
      fields: { ...executionFields(rng, control, place), ...controlFields(rng, bundle, control) },
    };
  });
}

/**
 * Rows of different tests or bundles and hosts whose groups have one key all the same: the separator in an id here is the
 * separator in a host there. An absent host and an empty one have one key too.
 */
export function draftCollisions(rng: Rng, words: Vocabulary, times: WorldTimes): Draft[] {
  const [test, bundle] = [rng.pick(words.tests), rng.pick(words.bundles)];
  const control = rng.pick(bundle.controls);
  const [near, far] = [rng.pick(words.hosts), rng.pick(words.hosts)];
  const time = rng.pick(times.instants);
  const splits = [
    { suffix: '', hostname: `${near}::${far}` },
    { suffix: `::${near}`, hostname: far },
  ];
  const blanks = [{ hostname: '' }, {}];
  const place = () => ({ ...(rng.chance(0.8) && { org: rng.pick(words.orgs) }), time });
  return [
    ...splits.map(({ suffix, hostname }) => {
      const template = { ...test, uuid: test.uuid + suffix };
      return executionFields(rng, template, { ...place(), hostname });
    }),
    ...splits.map(({ suffix, hostname }) => ({
      ...executionFields(rng, control, { ...place(), hostname }),
      ...controlFields(rng, { ...bundle, id: bundle.id + suffix }, control),
    })),
    ...blanks.map((host) => executionFields(rng, test, { ...place(), ...host })),
  ].map((fields, at) => ({ id: `collision-${at}`, fields }));
}
