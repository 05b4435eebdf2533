import { acceptedRows, fixtureAcceptances } from './fixture-accepted-rows.ts';
import { bundleRows } from './fixture-bundle-rows.ts';
import { clockRows } from './fixture-clock-rows.ts';
import { ALPHA, fixtureDocument } from './fixture-document.ts';
import { oddRows } from './fixture-odd-rows.ts';
import { pageRows } from './fixture-page-rows.ts';
import { standaloneRows } from './fixture-standalone-rows.ts';
import type { World } from './world.ts';

/**
 * The world whose answers can be recomputed by hand (`fixture-expectations.ts`). It is Thursday 23 April 2026, 12:00 UTC;
 * each day of the week before is one scene, in one layout of `_source`; others are further back.
 */
export const fixtureWorld: World = {
  seed: 0,
  now: Date.UTC(2026, 3, 23, 12),
  documents: [
    ...oddRows.map((row) => fixtureDocument(row, 'nested')),
    ...standaloneRows.map((row) => fixtureDocument(row, 'nested')),
    ...bundleRows.map((row) => fixtureDocument(row, 'dotted')),
    ...acceptedRows.map((row) => fixtureDocument(row, 'mixed')),
    ...clockRows.map((row) => fixtureDocument(row, 'dotted')),
    ...pageRows.map((row) => fixtureDocument(row, 'mixed')),
  ],
  acceptances: fixtureAcceptances,
  organizations: [{ uuid: ALPHA, shortName: 'Alpha', fullName: 'Alpha Corporation' }],
};
