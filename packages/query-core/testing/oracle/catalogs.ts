import { catalogRows } from './catalog-rows.ts';
import { compareUtf8 } from './compare-utf8.ts';
import { byRowCount, groupRows } from './coverage.ts';
import { countNames, errorTypes } from './error-types.ts';
import type { OracleRow } from './oracle-row.ts';
import type { Question } from './question.ts';

const SEVERITIES: readonly string[] = ['critical', 'high', 'medium', 'low', 'info'];

interface Item {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

/** A list as it is answered, cut to `limit` items, and how many there are. */
interface Catalog {
  readonly items: readonly unknown[];
  readonly total: number;
}

type ValuesOf = (row: OracleRow) => readonly (string | null)[];

function itemsOf(question: Question, own: string, valuesOf: ValuesOf): Item[] {
  const present = (row: OracleRow) => valuesOf(row).filter((value) => value !== null);
  return groupRows(catalogRows(question, own), (row) => present(row).map((value) => [value]))
    .sort(byRowCount)
    .map(({ keys: [value = ''], rows }) => ({ value, label: value, count: rows.length }));
}

type MakeCatalog = (question: Question, limit: number | null) => Catalog;

const cut = <T>(items: readonly T[], limit: number | null): readonly T[] =>
  items.slice(0, limit ?? items.length);

/** `[{value, label, count}]`, most frequent first. */
function listed(own: string, valuesOf: ValuesOf): MakeCatalog {
  return (question, limit) => {
    const items = itemsOf(question, own, valuesOf);
    return { items: cut(items, limit), total: items.length };
  };
}

/** `string[]`, most frequent first. */
export function named(own: string, valuesOf: ValuesOf): MakeCatalog {
  return (question, limit) => {
    const items = itemsOf(question, own, valuesOf);
    return { items: cut(items, limit).map(({ value }) => value), total: items.length };
  };
}

function severityRank({ value }: Item): number {
  const rank = SEVERITIES.indexOf(value);
  return rank < 0 ? SEVERITIES.length : rank;
}

function capitalised(text: string): string {
  const first = [...text][0] ?? '';
  return first.toUpperCase() + text.slice(first.length);
}

const severities: MakeCatalog = (question, limit) => {
  const items = itemsOf(question, 'severities', (row) => [row.severity]);
  const kept = [...cut(items, limit)].sort(
    (a, b) => severityRank(a) - severityRank(b) || compareUtf8(a.value, b.value),
  );
  return { items: kept.map((item) => ({ ...item, label: capitalised(item.value) })), total: items.length };
};

const errorNames: MakeCatalog = (question, limit) => {
  const names = countNames(catalogRows(question, 'errorNames'));
  const items = names.map(({ name, count }) => ({ value: name, label: name, count }));
  return { items: cut(items, limit), total: items.length };
};

const errorCodes: MakeCatalog = (question, limit) => {
  const types = errorTypes(catalogRows(question, 'errorCodes').filter((row) => row.code !== null));
  const items = types.map(({ code, name, count }) => ({
    value: String(code),
    label: `${code} (${name})`,
    count,
  }));
  return { items: cut(items, limit), total: items.length };
};

/** The `available-*` lists, by their name in `facets` (CONTRACT section 4). */
export const catalogs = {
  tests: named('tests', (row) => [row.testName]),
  techniques: named('techniques', (row) => row.techniques),
  hostnames: listed('hostnames', (row) => [row.hostname]),
  categories: listed('categories', (row) => [row.category]),
  severities,
  threatActors: listed('threatActors', (row) => [row.threatActor]),
  tags: listed('tags', (row) => row.tags),
  errorNames,
  errorCodes,
  bundleNames: listed('bundleNames', (row) => [row.bundleName]),
} satisfies Record<string, MakeCatalog>;
