import { IANAZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import { countedRows } from '../testing/oracle/counted-rows.ts';
import { groupKeyOf, groupsOf } from '../testing/oracle/groups.ts';
import type { OracleRow } from '../testing/oracle/oracle-row.ts';
import { NEWEST_FIRST, tieClasses } from '../testing/oracle/row-order.ts';
import { clockChanges } from '../testing/worlds/clock-changes.ts';
import { randomWorld } from '../testing/worlds/random-world.ts';
import type { RawDocument, World } from '../testing/worlds/world.ts';

const worlds = Array.from({ length: 60 }, (_, seed) => randomWorld(seed));

type Trap = (world: World, rows: readonly OracleRow[]) => boolean;

function someRow(test: (row: OracleRow) => boolean): Trap {
  return (_, rows) => rows.some(test);
}

function someDocument(test: (document: RawDocument) => boolean): Trap {
  return ({ documents }) => documents.some(test);
}

function someAcceptance(test: (acceptance: World['acceptances'][number]) => boolean): Trap {
  return ({ acceptances }) => acceptances.some(test);
}

function holdsMoreThanOne<T>(
  rows: readonly T[],
  readKey: (row: T) => string,
  readValue: (row: T) => unknown,
): boolean {
  const groups = Map.groupBy(rows, readKey);
  return [...groups.values()].some((group) => new Set(group.map(readValue)).size > 1);
}

const DOTTED = /^(?:routing|f0rtika|event)\./;
const runOf = (row: OracleRow) => JSON.stringify([row.org, row.bundleId, row.hostname, row.time]);

const identityOf = (row: OracleRow) => `${row.index}/${row.id}`;
const isMember = (row: OracleRow) => row.isBundleControl && row.bundleId !== null;
const KNOWN_SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'];

/** Rows that differ in host and in test or bundle, and are one group all the same. */
function collides(bundles: boolean): Trap {
  return (_, rows) =>
    holdsMoreThanOne(
      rows.filter((row) => isMember(row) === bundles && row.hostname !== null),
      groupKeyOf,
      (row) => row.hostname,
    );
}

const traps: Readonly<Record<string, Trap>> = {
  'nested sources': someDocument(({ source }) => Object.keys(source).every((key) => !DOTTED.test(key))),
  'dotted sources': someDocument(({ source }) => Object.keys(source).every((key) => DOTTED.test(key))),
  'mixed sources': someDocument(
    ({ source }) => 'f0rtika' in source && Object.keys(source).some((key) => DOTTED.test(key)),
  ),
  'bare strings for lists': someDocument(({ source }) => typeof source['f0rtika.techniques'] === 'string'),
  'no org': someRow((row) => row.org === null),
  'no host': someRow((row) => row.hostname === null),
  'no category': someRow((row) => row.category === null),
  'no code': someRow((row) => row.code === null),
  'stages without a bundle id': someRow((row) => row.isBundleControl && row.bundleId === null),
  'empty strings': someRow((row) => row.hostname === '' || row.category === ''),
  'negative codes': someRow((row) => (row.code ?? 0) < 0),
  'separators in names': someRow((row) => row.testName.includes('::') || row.testName.includes(',')),
  'characters beyond the BMP': someRow((row) => /\p{Extended_Pictographic}/u.test(row.hostname ?? '')),
  'private-use characters': someRow((row) => (row.hostname ?? '').includes('\u{E000}')),
  'rows in the future': (world, rows) => rows.some((row) => row.time > world.now),
  'rows that are not counted': (world, rows) => rows.length < world.documents.length,
  'one id in two indices': ({ documents }) =>
    holdsMoreThanOne(
      documents,
      ({ id }) => id,
      ({ index }) => index,
    ),
  'one name with two uuids': (_, rows) =>
    holdsMoreThanOne(
      rows,
      (row) => row.testName,
      (row) => row.testUuid,
    ),
  'one host in two organizations': (_, rows) =>
    holdsMoreThanOne(
      rows,
      (row) => row.hostname ?? '',
      (row) => row.org,
    ),
  'no score': someRow((row) => row.score === null),
  'unknown severities': someRow((row) => !KNOWN_SEVERITIES.includes(row.severity ?? 'info')),
  'hygiene controls of bundles': someRow((row) => isMember(row) && row.category === 'cyber-hygiene'),
  'bundles of more than a hundred members': (_, rows) =>
    [...Map.groupBy(rows, groupKeyOf).values()].some((group) => group.length > 100),
  'equal times on several hosts': (_, rows) =>
    holdsMoreThanOne(
      rows,
      (row) => String(row.time),
      (row) => row.hostname,
    ),
  'rows that no rule puts in order': (_, rows) =>
    tieClasses(rows, NEWEST_FIRST).some((tied) => new Set(tied.map(identityOf)).size > 1),
  'standalone rows with one key': (_, rows) =>
    holdsMoreThanOne(
      rows.filter((row) => !isMember(row)),
      groupKeyOf,
      identityOf,
    ),
  'one key of several hosts and tests': collides(false),
  'one key of several hosts and bundles': collides(true),
  'one key of an absent and an empty host': (_, rows) =>
    holdsMoreThanOne(
      rows.filter((row) => row.hostname === null || row.hostname === ''),
      groupKeyOf,
      (row) => row.hostname,
    ),
  'one key in several organizations': (_, rows) => holdsMoreThanOne(rows, groupKeyOf, (row) => row.org),
  'first members that tie': (_, rows) =>
    groupsOf(rows, 'severity', 'desc').some(({ members }) => (members[0]?.length ?? 0) > 1),
  'equal times': (_, rows) => new Set(rows.map((row) => row.time)).size < rows.length,
  'runs of several categories': (_, rows) =>
    holdsMoreThanOne(rows.filter(isMember), runOf, (row) => row.category),
  'mixed bundles': (_, rows) =>
    holdsMoreThanOne(rows.filter(isMember), runOf, (row) => row.category === 'cyber-hygiene'),
  'runs at one instant on several hosts': (_, rows) =>
    holdsMoreThanOne(
      rows.filter(isMember),
      (row) => `${row.bundleId} ${row.time}`,
      (row) => row.hostname,
    ),
  'revoked acceptances': someAcceptance(({ status }) => status === 'revoked'),
  'expiring acceptances': someAcceptance((acceptance) => 'expires_at' in acceptance),
  'legacy acceptances without org': someAcceptance((acceptance) => !('org_id' in acceptance)),
  'acceptances without scope': someAcceptance((acceptance) => !('scope' in acceptance)),
  'host scope without hostname': someAcceptance(
    ({ scope, hostname }) => scope === 'host' && hostname === undefined,
  ),
  'global scope with hostname': someAcceptance(
    ({ scope, hostname }) => scope === 'global' && hostname !== undefined,
  ),
};

describe('random worlds hold every trap', () => {
  it.each(Object.entries(traps))('%s', (_, trap) => {
    const holding = worlds.filter((world) => trap(world, countedRows(world)));
    expect(holding.length).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.entries(clockChanges))('clock changes of %s are real', (zone, changes) => {
    const clock = IANAZone.create(zone);
    for (const change of changes) {
      const at = Date.parse(change);
      expect(clock.offset(at - 1), change).not.toBe(clock.offset(at));
    }
  });
});
