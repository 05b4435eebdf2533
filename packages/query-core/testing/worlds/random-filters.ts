import { countedRows } from '../oracle/counted-rows.ts';
import { isConclusive, isProtectedCode } from '../oracle/exit-codes.ts';
import type { OracleRow } from '../oracle/oracle-row.ts';
import type { Rng } from './rng.ts';
import type { World } from './world.ts';
import { writeListValue } from './write-list-value.ts';

const LISTS: Readonly<Record<string, (row: OracleRow) => readonly (string | null)[]>> = {
  tests: (row) => [row.testUuid, row.testName, row.bundleId],
  techniques: (row) => row.techniques,
  hostnames: (row) => [row.hostname],
  categories: (row) => [row.category],
  severities: (row) => [row.severity],
  threatActors: (row) => [row.threatActor],
  tags: (row) => row.tags,
  errorNames: (row) => [row.errorName],
  errorCodes: (row) => [row.code === null ? null : String(row.code)],
  bundleNames: (row) => [row.bundleName],
};

/** What filters are made from: the world and the row they shall match. */
export interface FilterSource {
  readonly world: World;
  readonly witness: OracleRow | null;
}

function oneOf(rng: Rng, name: string, row: OracleRow | null): string | null {
  const values = row === null ? [] : (LISTS[name]?.(row) ?? []);
  // Blanks around a value are trimmed, so a value of blanks cannot be asked for.
  const askable = values.filter((value) => value !== null && value.trim() === value && value !== '');
  return askable.length === 0 ? null : rng.pick(askable);
}

function asTechnique(rng: Rng, value: string): string {
  return rng.chance(0.35) ? `${value.split('.')[0]}.*` : value;
}

function addList(rng: Rng, query: URLSearchParams, name: string, { world, witness }: FilterSource): void {
  const rows = countedRows(world);
  const wanted = [oneOf(rng, name, witness)];
  for (let more = rng.pick([0, 0, 1, 2]); more > 0 && rows.length > 0; more -= 1) {
    wanted.push(oneOf(rng, name, rng.pick(rows)));
  }
  if (rng.chance(0.1)) wanted.push(name === 'errorCodes' ? '12345' : 'absent, really');
  const values = wanted
    .filter((value) => value !== null)
    .map((value) => (name === 'techniques' ? asTechnique(rng, value) : value));
  if (values.length === 0) return;
  const written = rng.sample(values, values.length).map((value) => writeListValue(rng, value));
  if (rng.chance(0.2)) for (const value of written) query.append(name, value);
  else query.append(name, written.join(rng.chance(0.1) ? ',,' : ','));
}

function resultOf(row: OracleRow | null): string {
  if (row === null || !isConclusive(row.code)) return 'inconclusive';
  return isProtectedCode(row.code) ? 'protected' : 'unprotected';
}

/** Adds up to four filters to a query (CONTRACT section 2), mostly with values of the witness. */
export function addRandomFilters(rng: Rng, query: URLSearchParams, source: FilterSource): void {
  const count = rng.weighted([
    [35, 0],
    [35, 1],
    [20, 2],
    [7, 3],
    [3, 4],
  ]);
  const { witness } = source;
  for (const name of rng.sample([...Object.keys(LISTS), 'org', 'result'], count)) {
    if (name === 'org') query.set('org', witness?.org ?? 'org_absent');
    else if (name === 'result') {
      query.set(
        'result',
        rng.chance(0.7) ? resultOf(witness) : rng.pick(['all', 'protected', 'unprotected', 'inconclusive']),
      );
    } else addList(rng, query, name, source);
  }
  if (rng.chance(0.12)) query.set('excludeCyberHygiene', rng.pick(['true', 'true', 'false']));
}
