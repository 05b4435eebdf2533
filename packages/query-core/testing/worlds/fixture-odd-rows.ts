import type { FixtureRow } from './fixture-document.ts';

const names = {
  at: '2026-04-19T08:00:00.000Z',
  test: 'Names',
  uuid: 'u-names',
  code: 101,
  category: 'phase-aligned',
} as const;
const builds = { test: 'Two builds', category: 'intel-driven' } as const;

/** Saturday 18 and Sunday 19 April 2026: odd names, one name with two uuids, one id in two indices, empty values. */
export const oddRows: readonly FixtureRow[] = [
  { ...names, id: 'e1', host: 'a::b', severity: 'info', techniques: ['T1,2'] },
  { ...names, id: 'e2', host: 'x, y', severity: 'odd' },
  { ...names, id: 'e3', host: 'back\\slash', severity: 'Critical' },
  // In UTF-8 the private-use character comes first, in UTF-16 the emoji does.
  { ...names, id: 'e4', host: '\u{E000}', severity: 'low' },
  { ...names, id: 'e5', host: '\u{1F600}', severity: 'critical' },
  { ...names, id: 'e6', host: '', severity: '' },
  { ...names, id: 'e7', host: null },
  { ...builds, id: 't1', at: '2026-04-19T07:00:00.000Z', uuid: 'u-b', code: 126, severity: 'high' },
  // The newest rows that count: two uuids at one instant.
  { ...builds, id: 't2', at: '2026-04-19T08:00:00.000Z', uuid: 'u-b', code: 101, severity: 'critical' },
  {
    ...builds,
    id: 't3',
    at: '2026-04-19T08:00:00.000Z',
    uuid: 'u-a',
    code: 101,
    severity: 'medium',
    category: 'mitre-top10',
  },
  // Newer, but no row of a score.
  { ...builds, id: 't4', at: '2026-04-19T09:00:00.000Z', uuid: 'u-c', code: 0, severity: 'low' },
  {
    id: 'twice',
    index: 'achilles-results-2026.04',
    at: '2026-04-18T08:00:00.000Z',
    test: 'Twice stored',
    uuid: 'u-twice',
    code: 101,
    category: 'novel',
  },
  {
    id: 'twice',
    index: 'achilles-results-2026.04.18',
    at: '2026-04-18T08:00:00.000Z',
    test: 'Twice stored',
    uuid: 'u-twice',
    code: 126,
    category: 'novel',
  },
  {
    id: 'blank',
    at: '2026-04-18T09:00:00.000Z',
    test: 'Blank',
    uuid: 'u-blank',
    code: 126,
    category: '',
    subcategory: '',
    severity: '',
  },
];
