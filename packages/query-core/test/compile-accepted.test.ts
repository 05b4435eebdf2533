import { expect, test } from 'vitest';
import type { AcceptedRisk } from '../src/plan/plan.ts';
import { compileAccepted } from '../src/stores/elasticsearch/query/compile-accepted.ts';
import { PLAIN_PATHS } from '../src/stores/elasticsearch/query/compile-predicate.ts';
import { MATCH_NONE } from '../src/stores/elasticsearch/query/query.ts';

const risk = (fields: Partial<AcceptedRisk>): AcceptedRisk => ({
  ...{ testName: 'T', org: 'o', controlId: null, hostname: null },
  ...fields,
});
const compiled = (...risks: AcceptedRisk[]) => compileAccepted(risks, PLAIN_PATHS);

test('one that covers every host covers those that others name', () => {
  const filter = [{ term: { 'f0rtika.test_name': 'T' } }, { term: { 'routing.oid': 'o' } }];
  expect(compiled(risk({ hostname: 'h' }), risk({}))).toEqual({ bool: { filter } });
});

test('a value that no index can keep covers nothing, and leaves the others', () => {
  const long = 'ä'.repeat(16_384);
  for (const fields of [{ testName: long }, { hostname: long }, { controlId: long }, { org: long }])
    expect(compiled(risk(fields)), Object.keys(fields)[0]).toBe(MATCH_NONE);
  expect(compiled(risk({ testName: long }), risk({}))).toEqual(compiled(risk({})));
});
