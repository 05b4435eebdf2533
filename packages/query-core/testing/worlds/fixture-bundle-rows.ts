import { BETA, type FixtureRow } from './fixture-document.ts';

const chain = {
  at: '2026-04-21T10:00:00.000Z',
  bundle: 'b-1',
  bundleName: 'Kill chain',
  isControl: true,
} as const;
const stage1 = {
  ...chain,
  uuid: 'b-1::S1',
  test: 'Initial access',
  control: 'S1',
  category: 'intel-driven',
  subcategory: 'stage',
  severity: 'critical',
  techniques: ['T1059.001'],
} as const;
const stage2 = {
  ...chain,
  uuid: 'b-1::S2',
  test: 'Lateral movement',
  control: 'S2',
  category: 'mitre-top10',
  subcategory: 'stage',
  severity: 'high',
  // The same value twice in one row counts once.
  techniques: ['T1021', 'T1021'],
} as const;
const hygiene = {
  ...chain,
  uuid: 'b-1::S3',
  test: 'Firewall is on',
  control: 'S3',
  category: 'cyber-hygiene',
  subcategory: 'firewall',
  severity: 'low',
} as const;

/**
 * Tuesday 21 April 2026, 10:00: one bundle of two stages and a hygiene control, five runs at the same instant that differ
 * in org or host only, and two rows that look like stages but are none.
 */
export const bundleRows: readonly FixtureRow[] = [
  // Run 1, ALPHA on ws-1: protected and unprotected.
  { ...stage1, id: 'r1::S1', code: 126 },
  { ...stage2, id: 'r1::S2', code: 101 },
  { ...hygiene, id: 'r1::S3', code: 105 },
  // Run 2, ALPHA on ws-2: protected and detected.
  { ...stage1, id: 'r2::S1', host: 'ws-2', code: 126 },
  { ...stage2, id: 'r2::S2', host: 'ws-2', code: 101, detected: true },
  { ...hygiene, id: 'r2::S3', host: 'ws-2', code: 101 },
  // Run 3, BETA on its own ws-1: all protected; its hygiene control exited 0.
  { ...stage1, id: 'r3::S1', org: BETA, code: 127 },
  { ...stage2, id: 'r3::S2', org: BETA, code: 126 },
  { ...hygiene, id: 'r3::S3', org: BETA, code: 0 },
  // Run 4, no org: nothing protected.
  { ...stage1, id: 'r4::S1', org: null, code: 101 },
  { ...stage2, id: 'r4::S2', org: null, code: 101 },
  // Run 5, no host: detected and unprotected.
  { ...stage1, id: 'r5::S1', host: null, code: 101, detected: true },
  { ...stage2, id: 'r5::S2', host: null, code: 101 },
  // A bundle control without a bundle id is no stage.
  {
    id: 'lost',
    at: chain.at,
    test: 'Lost stage',
    uuid: 'b-9::S1',
    code: 101,
    bundleName: 'Kill chain',
    control: 'S1',
    isControl: true,
    category: 'intel-driven',
    severity: 'medium',
  },
  // Nor is a row with a bundle id that is no bundle control.
  {
    id: 'looks',
    at: chain.at,
    test: 'Looks like a stage',
    uuid: 'u-looks',
    code: 126,
    bundle: 'b-1',
    isControl: false,
    category: 'mitre-top10',
    severity: 'medium',
  },
];
