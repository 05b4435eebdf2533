import { describe, expect, test } from 'vitest';
import { ApiError, ENDPOINTS, FILTERS, type Parameters, parseParameters } from '../src/index.ts';

const TREND = { ...FILTERS, ...ENDPOINTS.defenseScoreTrend.parameters };
const parse = (query: string) => parseParameters(FILTERS, new URLSearchParams(query));

function refusal(query: string, declared: Parameters = FILTERS): ApiError {
  try {
    parseParameters(declared, new URLSearchParams(query));
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error(`${query} was accepted`);
}

describe('lists', () => {
  test.each([
    ['tests=a,b', ['a', 'b']],
    ['tests=a&tests=b,c', ['a', 'b', 'c']],
    ['tests= a , ,b,', ['a', 'b']],
    [`tests=${encodeURIComponent('a\\,b,c')}`, ['a,b', 'c']],
    [`tests=${encodeURIComponent('a\\\\,b')}`, ['a\\', 'b']],
    [`tests=${encodeURIComponent('a\\b')}`, ['a\\b']],
    [`tests=${encodeURIComponent('a\\')}`, ['a\\']],
    ['tests=a,a', ['a']],
    ['tests=%C3%A9%F0%9F%92%A5', ['é💥']],
  ])('%s', (query, expected) => {
    expect(parse(query).tests).toEqual(expected);
  });

  test.each(['tests=', 'tests=%20,%20', 'tests=,,', ''])('%s is absent', (query) => {
    expect(parse(query).tests).toBeUndefined();
  });

  test('codes are whole numbers', () => {
    expect(parse('errorCodes=101,-1, 126').errorCodes).toEqual([101, -1, 126]);
    expect(refusal('errorCodes=101,1.5').message).toBe(
      "errorCodes must be an exit code, a whole number such as 101, not '1.5'",
    );
  });
});

describe('single values', () => {
  test('defaults hold where a parameter is absent or empty', () => {
    expect(parse('result=&scoringMode=%20&timezone=')).toMatchObject({
      result: 'all',
      scoringMode: 'all-stages',
      timezone: 'UTC',
      excludeCyberHygiene: false,
    });
  });

  test('a repeat of the same value is one value', () => {
    expect(parse('org=a&org=a&org=').org).toBe('a');
  });

  test('different values are refused', () => {
    const error = refusal('org=a&org=b');
    expect(error.status).toBe(400);
    expect(error.details).toEqual([
      { path: 'org', message: 'org was given more than once with different values: a and b' },
    ]);
  });

  test.each([
    ['result=stopped', "result must be one of all, protected, unprotected, inconclusive, not 'stopped'"],
    ['excludeCyberHygiene=1', "excludeCyberHygiene must be one of true, false, not '1'"],
    ['timezone=Mars/Olympus', "timezone must be an IANA time zone such as Europe/Paris, not 'Mars/Olympus'"],
    ['timezone=%2B02:00', "timezone must be an IANA time zone such as Europe/Paris, not '+02:00'"],
    [
      'scoringMode=ALL-STAGES',
      "scoringMode must be one of all-stages, any-stage, per-stage, not 'ALL-STAGES'",
    ],
  ])('%s is refused in words', (query, message) => {
    expect(refusal(query).message).toBe(message);
  });
});

describe('unknown parameters', () => {
  test.each([
    ['host', 'hostnames'],
    ['technique', 'techniques'],
    ['tecniques', 'techniques'],
    ['Org', 'org'],
    ['form', 'from'],
    ['severity', 'severities'],
    ['__proto__', 'from'],
    ['actor', 'threatActors'],
    ['hygiene', 'excludeCyberHygiene'],
  ])('%s', (name, nearest) => {
    expect(refusal(`${name}=x`).details?.[0]?.path).toBe(name);
    const begin = `unknown parameter '${name}'; did you mean '${nearest}'? Accepted are from, to,`;
    expect(refusal(`${name}=x`).message.slice(0, begin.length)).toBe(begin);
  });

  test('a cache buster is not unknown', () => {
    expect(() => parse('_=123&_=456')).not.toThrow();
  });

  test('every fault is told at once', () => {
    expect(refusal('hsot=a&result=x&excludeCyberHygiene=maybe').details?.map(({ path }) => path)).toEqual([
      'hsot',
      'result',
      'excludeCyberHygiene',
    ]);
  });
});

test('windowDays goes from 1 to 90', () => {
  expect(refusal('windowDays=91', TREND).message).toBe(
    "windowDays must be a whole number from 1 to 90, not '91'",
  );
  expect(refusal('windowDays=0', TREND).status).toBe(400);
});
