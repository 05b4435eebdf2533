import { type FixtureRow, GAMMA } from './fixture-document.ts';

const base = { at: '2026-03-15T09:00:00.000Z', org: GAMMA } as const;
const alpha = { ...base, test: 'Alpha', actor: 'APT1', code: 42 } as const;
const beta = { ...base, test: 'Beta', uuid: 'u-g3', code: null } as const;
const gamma = { ...base, test: 'Gamma', uuid: 'u-g4', host: 'h-1', actor: 'APT2' } as const;

/** Sunday 15 March 2026, an organization of its own: codes with several names and none, sets, ties, missing values. */
export const catalogRows: readonly FixtureRow[] = [
  // Three names of one code.
  {
    ...alpha,
    id: 'g1',
    uuid: 'u-g1',
    host: 'h-1',
    errorName: 'Beta error',
    severity: 'odd',
    tags: ['x', 'x'],
    category: 'novel',
  },
  { ...alpha, id: 'g2', uuid: 'u-g1', host: 'h-1', errorName: 'Alpha error', severity: 'high', tags: 'x' },
  { ...base, id: 'g3', test: 'Alpha', uuid: 'u-g2', host: 'h-2', code: 42, severity: 'low' },
  // No code: without a name, and with one.
  { ...beta, id: 'g4', host: null },
  { ...beta, id: 'g5', host: null, errorName: 'Beta error' },
  { ...beta, id: 'g6', host: 'h-2', errorName: 'Beta error' },
  {
    ...gamma,
    id: 'g7',
    host: 'h-2',
    code: 101,
    actor: 'APT1',
    severity: 'critical',
    bundleName: 'Pack',
    tags: ['y'],
  },
  // A stored name that the code overrules; one technique twice, and one that ATT&CK does not have.
  {
    ...gamma,
    id: 'g8',
    code: 126,
    errorName: 'Beta error',
    severity: 'info',
    bundleName: 'Pack',
    techniques: ['T1059', 'T1059', 'bad id'],
    category: 'intel-driven',
  },
  { ...gamma, id: 'g9', code: 127, severity: '', techniques: ['T1059'], category: 'intel-driven' },
  { ...gamma, id: 'g10', uuid: 'u-g5', code: 101, detected: true, techniques: ['T1059.001'] },
  // A stored name that reads like that of another code without one.
  {
    ...base,
    id: 'g11',
    test: 'Delta',
    uuid: 'u-g6',
    host: 'h-3',
    code: 7,
    errorName: 'Unknown (42)',
    techniques: 'T1486',
  },
  // Another organization's, under an accepted risk there.
  { id: 'g12', at: base.at, test: 'Accepted everywhere', uuid: 'u-c1', code: 101, actor: 'APT2' },
];
