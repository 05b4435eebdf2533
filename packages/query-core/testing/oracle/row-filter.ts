import { isConclusive, isProtectedCode } from './exit-codes.ts';
import { OracleFailure } from './oracle-failure.ts';
import type { OracleRow } from './oracle-row.ts';
import type { Parameters } from './parameters.ts';

type RowTest = (row: OracleRow) => boolean;

function anyOf(wanted: string[] | null, valuesOf: (row: OracleRow) => readonly (string | null)[]): RowTest {
  if (wanted === null) return () => true;
  return (row) => valuesOf(row).some((value) => value !== null && wanted.includes(value));
}

function techniqueMatches(wanted: string, technique: string): boolean {
  if (!wanted.endsWith('.*')) return technique === wanted;
  const parent = wanted.slice(0, -2);
  return technique === parent || technique.startsWith(`${parent}.`);
}

function techniques(wanted: string[] | null): RowTest {
  if (wanted === null) return () => true;
  return (row) => row.techniques.some((id) => wanted.some((one) => techniqueMatches(one, id)));
}

function errorCodes(wanted: string[] | null): RowTest {
  if (wanted === null) return () => true;
  if (wanted.some((text) => !/^-?\d+$/.test(text))) throw new OracleFailure(400, 'errorCodes');
  const codes = wanted.map(Number);
  return (row) => row.code !== null && codes.includes(row.code);
}

const RESULTS: Readonly<Record<'all' | 'protected' | 'unprotected' | 'inconclusive', RowTest>> = {
  all: () => true,
  protected: (row) => isProtectedCode(row.code),
  unprotected: (row) => row.code === 101,
  inconclusive: (row) => !isConclusive(row.code),
};

function hygiene(excluded: boolean): RowTest {
  if (!excluded) return () => true;
  return (row) => row.category !== 'cyber-hygiene' && !(row.isBundleControl && row.code === 0);
}

/**
 * The filters of CONTRACT section 2 but the window: alternatives within a parameter, AND between parameters. `without` is
 * one that does not apply; it is checked all the same.
 */
export function rowFilter(parameters: Parameters, without: string | null = null): RowTest {
  const org = parameters.single('org');
  const tests: Readonly<Record<string, RowTest>> = {
    org: (row) => org === null || row.org === org,
    tests: anyOf(parameters.list('tests'), (row) => [row.testUuid, row.testName, row.bundleId]),
    techniques: techniques(parameters.list('techniques')),
    hostnames: anyOf(parameters.list('hostnames'), (row) => [row.hostname]),
    categories: anyOf(parameters.list('categories'), (row) => [row.category]),
    severities: anyOf(parameters.list('severities'), (row) => [row.severity]),
    threatActors: anyOf(parameters.list('threatActors'), (row) => [row.threatActor]),
    tags: anyOf(parameters.list('tags'), (row) => row.tags),
    errorNames: anyOf(parameters.list('errorNames'), (row) => [row.errorName]),
    errorCodes: errorCodes(parameters.list('errorCodes')),
    bundleNames: anyOf(parameters.list('bundleNames'), (row) => [row.bundleName]),
    result: RESULTS[parameters.choice('result', ['all', 'protected', 'unprotected', 'inconclusive'], 'all')],
    excludeCyberHygiene: hygiene(
      parameters.choice('excludeCyberHygiene', ['true', 'false'], 'false') === 'true',
    ),
  };
  const applied = Object.entries(tests).flatMap(([name, test]) => (name === without ? [] : [test]));
  return (row) => applied.every((test) => test(row));
}
