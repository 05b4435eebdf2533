import { type FixtureRow, fixtureDocument } from './fixture-document.ts';
import type { FixtureExpectation } from './fixture-expectation.ts';
import type { RawDocument, World } from './world.ts';

const MARCH = 'achilles-results-2026.03';
const APRIL = 'achilles-results-2026.04';

type More = Pick<FixtureRow, 'host' | 'code' | 'uuid' | 'bundle' | 'isControl'>;

const row = (index: string, id: string, day: string, more: Partial<More> = {}) =>
  fixtureDocument(
    { index, id, at: `${day}T08:00:00.000Z`, test: 'Test', uuid: 'u', code: 101, host: 'h', ...more },
    'nested',
  );

const stage = (uuid: string) => ({ uuid, bundle: 'k', isControl: true });

const documents: readonly RawDocument[] = [
  row(APRIL, 'live', '2026-04-20'),
  row(APRIL, 'moving', '2026-04-10'),
  row(APRIL, 'again', '2026-04-22', { code: 126 }),
  row(APRIL, 'twin', '2026-04-11', { host: 'of-april' }),
  // A run with one stage in each place.
  row(APRIL, 'half', '2026-03-02', stage('k::S1')),
];

/** Live and archived rows that one list tells apart by index and id alone. */
const archived: readonly RawDocument[] = [
  row(APRIL, 'gone', '2026-04-12'),
  row(APRIL, 'moving', '2026-04-10'),
  // It was written again after it was archived, with another time, code and host.
  row(APRIL, 'again', '2026-04-01', { host: 'before' }),
  // The same id in another index is another row.
  row(MARCH, 'twin', '2026-03-11', { host: 'of-march' }),
  row(MARCH, 'other-half', '2026-03-02', stage('k::S2')),
];

/** A world with an archive whose lists are told by hand below; today is 23 April 2026. */
export const archiveFixture: World = {
  seed: 0,
  now: Date.UTC(2026, 3, 23, 12),
  documents,
  archived,
  acceptances: [],
  organizations: [],
};

/** A list of the world, by the ids of its rows or groups of rows. */
export interface ArchiveExpectation extends Pick<FixtureExpectation, 'name' | 'path' | 'query'> {
  readonly ids: readonly (string | readonly string[])[];
  readonly total: number;
}

const PAGES = 'executions/paginated';
const ALL = 'from=2026-01-01';

/** What the lists of the world hold. */
export const archiveExpectations: readonly ArchiveExpectation[] = [
  {
    ...{ name: 'live rows alone', path: PAGES, query: ALL, total: 5 },
    ids: [`${APRIL}/again`, `${APRIL}/live`, `${APRIL}/twin`, `${APRIL}/moving`, `${APRIL}/half`],
  },
  {
    ...{ name: 'each row once', path: PAGES, query: `${ALL}&include=archived&pageSize=5`, total: 8 },
    ids: [`${APRIL}/again`, `${APRIL}/live`, `${APRIL}/gone`, `${APRIL}/twin`, `${APRIL}/moving`],
  },
  {
    ...{
      name: 'a page by its number',
      path: PAGES,
      query: `${ALL}&include=archived&pageSize=6&page=2`,
      total: 8,
    },
    ids: [`${APRIL}/half`, `${MARCH}/other-half`],
  },
  {
    ...{
      name: 'an older version is not shown',
      path: PAGES,
      query: `${ALL}&include=archived&hostnames=before`,
    },
    ...{ total: 0, ids: [] },
  },
  {
    ...{
      name: 'nor in its own window',
      path: PAGES,
      query: 'from=2026-04-01&to=2026-04-02&include=archived',
    },
    ...{ total: 0, ids: [] },
  },
  {
    ...{
      name: 'the same id in another index',
      path: PAGES,
      query: `${ALL}&include=archived&hostnames=of-march`,
    },
    ...{ total: 1, ids: [`${MARCH}/twin`] },
  },
  {
    ...{ name: 'a group with members on both sides', path: PAGES, total: 7 },
    query: `${ALL}&include=archived&grouped=true&sortField=totalCount&pageSize=1`,
    ids: [[`${APRIL}/half`, `${MARCH}/other-half`]],
  },
];
