import { describe, expect, it } from 'vitest';
import { oracleAnswer } from '../testing/oracle/oracle.ts';
import { fixtureExpectations } from '../testing/worlds/fixture-expectations.ts';
import { fixtureWorld } from '../testing/worlds/fixture-world.ts';

describe('the oracle over the fixture world', () => {
  it.each(
    fixtureExpectations.map(
      (expectation) => [`${expectation.path}: ${expectation.name}`, expectation] as const,
    ),
  )('%s', (_, { path, query, scope, name, ...expected }) => {
    const seenBy = scope === undefined ? undefined : ({ kind: 'organization', org: scope } as const);
    expect(oracleAnswer(fixtureWorld, path, new URLSearchParams(query), seenBy), name).toEqual(expected);
  });

  it('has enough of them, each of its own name and question', () => {
    const questions = fixtureExpectations.map(({ path, query, scope }) => `${path}?${query} ${scope}`);
    expect(fixtureExpectations.length).toBeGreaterThanOrEqual(60);
    expect(new Set(questions).size).toBe(questions.length);
  });
});
