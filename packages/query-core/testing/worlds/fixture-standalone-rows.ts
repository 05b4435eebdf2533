import type { FixtureRow } from './fixture-document.ts';

const lsass = {
  test: 'Dump LSASS',
  uuid: 'u-lsass',
  category: 'intel-driven',
  subcategory: 'credentials',
  severity: 'critical',
  techniques: ['T1003.001', 'T1059'],
  actor: 'APT28',
} as const;
const ransom = {
  test: 'Ransom note',
  uuid: 'u-ransom',
  category: 'mitre-top10',
  severity: 'high',
} as const;

/** Monday 20 April 2026: two standalone tests on two hosts, every kind of exit code, rows that are not counted. */
export const standaloneRows: readonly FixtureRow[] = [
  { ...lsass, id: 'a1', at: '2026-04-20T10:00:00.000Z', code: 126, tags: ['win', 'edr'] },
  // The same instant with an offset; a bare string as a list; Defender saw what EDR missed.
  {
    ...lsass,
    id: 'a2',
    at: '2026-04-20T12:00:00+02:00',
    host: 'ws-2',
    code: 101,
    detected: true,
    tags: 'win',
  },
  // Epoch milliseconds; a stored name that the code overrules.
  {
    ...ransom,
    id: 'a3',
    at: Date.UTC(2026, 3, 20, 11),
    code: 101,
    errorName: 'Wrong name',
    subcategory: 'impact',
    techniques: 'T1486',
  },
  // No subcategory; the code is protected, and so is the row.
  {
    ...ransom,
    id: 'a4',
    at: '2026-04-20T11:30:00Z',
    host: 'ws-2',
    code: 105,
    techniques: ['T1486', 'T1059.001'],
  },
  { ...ransom, id: 'a5 error 0', at: '2026-04-20T12:00:00.000Z', code: 0 },
  { ...lsass, id: 'a6 no output', at: '2026-04-20T12:10:00.000Z', code: 200 },
  { ...lsass, id: 'a7 error 999', at: '2026-04-20T12:20:00.000Z', host: 'ws-2', code: 999 },
  { ...ransom, id: 'a8 unknown code', at: '2026-04-20T12:30:00.000Z', code: 42, errorName: 'Custom failure' },
  { ...ransom, id: 'a9 no code', at: '2026-04-20T12:40:00.000Z', code: null },
  { ...ransom, id: 'a10 no uuid', at: '2026-04-20T12:45:00.000Z', code: 126, uuid: null },
  { ...ransom, id: 'a11 no name', at: '2026-04-20T12:45:00.000Z', code: 126, test: null },
  { ...ransom, id: 'a12 no time', at: null, code: 126 },
  { ...ransom, id: 'a13 negative code', at: '2026-04-20T12:50:00.000Z', host: 'ws-2', code: -1 },
];
