import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {} from '@achilles/testkit';
import { resolveTime } from '@achilles/types';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { writeTestReport } from '../testing/write-test-report.ts';
import { createTimeIndex, type LiveExpression, resolveInElasticsearch } from './resolve-in-elasticsearch.ts';

/** Where CONTRACT sections 2 and 9 leave Elasticsearch's reading: four digits after a sign, fractions of an epoch. */
const DEVIATIONS = ['-0001', '1776939445123.5'];
const AT_ONCE = 8;
const HOUR = 3_600_000;

const fixture = join(import.meta.dirname, '../../types/test/fixtures/elasticsearch-times/times.tsv');
const recorded = readFileSync(fixture, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => line.split('\t'))
  .map(([expression = '', , zone = '']) => ({ expression, zone }))
  .filter(({ expression }) => !DEVIATIONS.includes(expression));
const ZONES = [...new Set(recorded.map(({ zone }) => zone))];

/** Recorded expressions in the zones they were recorded in; those on `now` in every zone. */
function expressionsOf(): LiveExpression[] {
  const pairs = recorded.flatMap(({ expression, zone }) =>
    (expression.startsWith('now') ? ZONES : [zone]).map((each) => JSON.stringify([expression, each])),
  );
  return [...new Set(pairs)]
    .map((pair) => JSON.parse(pair) as [string, string])
    .flatMap(([expression, zone]) =>
      (['down', 'up'] as const).map((rounding) => ({ expression, zone, rounding })),
    );
}

function resolved(asked: LiveExpression, now: number): number | null {
  try {
    // A refusal by Elasticsearch tells no `now`; whatever it was, ours must refuse too.
    return resolveTime(asked.expression, { ...asked, now: Number.isNaN(now) ? Date.now() : now });
  } catch {
    return null;
  }
}

/**
 * Where midnight occurs twice, a day begins at the first (CONTRACT section 9), and all that follows from it; Elasticsearch
 * takes the second when it comes from later. Of these zones, Havana repeats the hour after a midnight.
 */
const isFirstOfTwoMidnights = (
  { expression, zone }: LiveExpression,
  ours: number | null,
  theirs: number | null,
) =>
  zone === 'America/Havana' &&
  /\/[dwMy]/.test(expression) &&
  ours !== null &&
  theirs !== null &&
  theirs - ours === HOUR;

describe.each(inject('elasticsearch'))('$name', ({ name, url }) => {
  const index = `live-times-${randomUUID()}`;
  const expressions = expressionsOf();
  let refused = 0;
  let midnights = 0;
  beforeAll(() => createTimeIndex(url, index));
  afterAll(async () => {
    await fetch(`${url}/${index}`, { method: 'DELETE' });
  });

  test('resolves times as the product does', async () => {
    const differences: unknown[] = [];
    const queue = [...expressions];
    const compareNext = async (): Promise<void> => {
      for (let asked = queue.pop(); asked !== undefined; asked = queue.pop()) {
        const { now, instant } = await resolveInElasticsearch(url, index, asked);
        const ours = resolved(asked, now);
        if (instant === null) refused++;
        if (isFirstOfTwoMidnights(asked, ours, instant)) midnights++;
        else if (ours !== instant) differences.push({ ...asked, now, elasticsearch: instant, ours });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, compareNext));
    writeTestReport(
      `live-times-${name}`,
      `${name} resolves times as the product does: ${expressions.length} expressions, ${refused} of them refused by both, ` +
        `${midnights} at the first of two midnights, ${differences.length} other differences`,
    );
    expect(differences).toEqual([]);
    expect(expressions.length).toBeGreaterThan(1_500);
    expect(refused).toBeGreaterThan(200);
    expect(refused).toBeLessThan(expressions.length / 2);
  });
});
