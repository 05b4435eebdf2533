import { expect, test } from 'vitest';
import type { AcceptedRisk } from '../src/plan/plan.ts';
import { clausesOf, compileAccepted, mayCover } from '../src/stores/elasticsearch/query/compile-accepted.ts';
import { PLAIN_PATHS } from '../src/stores/elasticsearch/query/compile-predicate.ts';
import { MATCH_NONE } from '../src/stores/elasticsearch/query/query.ts';

const risk = (fields: Partial<AcceptedRisk>): AcceptedRisk => ({
  ...{ testName: 'T', org: 'o', controlId: null, hostname: null },
  ...fields,
});
const compiled = (...risks: AcceptedRisk[]) => compileAccepted(risks, PLAIN_PATHS);

test('risks of many hosts need a clause for each test, those of many tests one for each host', () => {
  const many = Array.from({ length: 4_000 }, (_, i) => i);
  const ofHosts = many.map((i) => risk({ testName: `T${i % 50}`, hostname: `h${i}` }));
  const ofTests = many.map((i) => risk({ testName: `T${i}`, hostname: `h${i % 50}` }));
  expect(clausesOf(ofHosts).length).toBe(50);
  expect(clausesOf(ofTests).length).toBe(50);
});

test('one that covers every host covers those that others name', () => {
  const filter = [{ term: { 'f0rtika.test_name': 'T' } }, { term: { 'routing.oid': 'o' } }];
  expect(compiled(risk({ hostname: 'h' }), risk({}))).toEqual({ bool: { filter } });
});

test('a value that no index can keep covers nothing, and leaves the others', () => {
  const long = 'ä'.repeat(16_384);
  for (const fields of [{ testName: long }, { hostname: long }, { controlId: long }, { org: long }])
    expect(mayCover(risk(fields)), Object.keys(fields)[0]).toBe(false);
  expect(mayCover(risk({ testName: 'ä'.repeat(16_383) }))).toBe(true);
  expect(compiled(risk({ testName: long }))).toBe(MATCH_NONE);
  expect(compiled(risk({ testName: long }), risk({}))).toEqual(compiled(risk({})));
});
