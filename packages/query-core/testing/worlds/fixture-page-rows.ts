import { BETA, type FixtureRow } from './fixture-document.ts';

const INDEX = 'achilles-results-2025.06';
const early = { index: INDEX, at: '2025-06-10T09:00:00.000Z' } as const;
const late = { index: INDEX, at: '2025-06-10T10:00:00.000Z' } as const;
const twice = { ...early, test: 'Twice', uuid: 'u', host: 'h', severity: 'medium' } as const;
const looks = { ...late, test: 'Looks', uuid: 'u-looks', code: 200, bundle: 'k', isControl: false } as const;

/**
 * Tuesday 10 June 2025: rows that tie, rows of different bundles and hosts whose groups have one key, and one row with every
 * field there is.
 */
export const pageRows: readonly FixtureRow[] = [
  // Bundle `k` on host `h::1` and bundle `k::h` on host `1`: one key, one group.
  {
    ...early,
    ...{ id: 'g1', test: 'Stage', uuid: 'k::S1', host: 'h::1', code: 126, severity: 'low', score: 1.5 },
    ...{ bundle: 'k', control: 'S1', isControl: true, category: 'intel-driven' },
  },
  {
    ...early,
    ...{ id: 'g2', test: 'Stage', uuid: 'k::h::S1', host: '1', org: BETA, code: 101, severity: 'critical' },
    ...{ bundle: 'k::h', control: 'S1', isControl: true, detected: true },
  },
  // A hygiene control is a member like any other.
  {
    ...early,
    ...{ id: 'g3', test: 'Firewall', uuid: 'k::S2', host: 'h::1', code: 0 },
    ...{ bundle: 'k', control: 'S2', isControl: true, category: 'cyber-hygiene' },
  },
  // One standalone test twice at one instant, in two organizations.
  { ...twice, id: 's1', code: 101, score: 0 },
  { ...twice, id: 's2', code: 127, org: BETA },
  // A bundle control without its bundle id stands alone; it has no organization either.
  {
    ...early,
    ...{ id: 'c1', test: 'Lost', uuid: 'k::S1', host: '1', org: null, code: -1, severity: 'odd' },
    ...{ control: 'S1', isControl: true },
  },
  // A missing host and an empty one have one key.
  { ...looks, id: 'l1', host: null },
  { ...looks, id: 'l2', host: '' },
  {
    ...late,
    ...{ id: 'f1', test: 'Full', uuid: 'u-full', host: 'h', code: 42, errorName: 'Own name', score: 99.5 },
    ...{ category: 'novel', subcategory: 'sub', severity: 'high', target: 'windows', complexity: 'low' },
    ...{ techniques: ['T1059', 'T1021', 'T1059'], tactics: ['impact'], tags: 'win', actor: 'APT28' },
    ...{ bundle: 'b', bundleName: 'Bundle', control: 'C', validator: 'val', isControl: false },
    ...{ detected: true, stageDetected: true },
  },
];
