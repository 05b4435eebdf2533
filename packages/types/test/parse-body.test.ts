import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AcceptRiskBody, ApiError, parseBody } from '../src/index.ts';

const RISK = { test_name: 'A', justification: 'replaced next quarter' };

function refusal(schema: z.ZodType, body: unknown): ApiError {
  try {
    parseBody(schema, body);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('the body was accepted');
}

describe('a body', () => {
  const schema = z.strictObject({ name: z.string(), of: z.strictObject({ many: z.array(z.number()) }) });

  test('is what its schema makes of it', () => {
    const body = { name: 'x', of: { many: [1] } };
    expect(parseBody(schema, body)).toEqual(body);
  });

  test('is refused with every fault, each at its path', () => {
    const { status, details } = refusal(schema, { nane: 1, of: { many: [1, 'two'], more: 1 } });
    expect(status).toBe(400);
    expect(details?.map(({ path }) => path).sort()).toEqual(['name', 'nane', 'of.many.1', 'of.more']);
  });

  test('names the known field that an unknown one is most like', () => {
    const { message } = refusal(schema, { name: 'x', of: { many: [] }, nane: 'x' });
    expect(message).toBe("unknown field 'nane'; did you mean 'name'?");
    expect(refusal(z.strictObject({}), { a: 1 }).message).toBe("unknown field 'a'; there are none here");
    const far = refusal(schema, { name: 'x', of: { many: [] }, limit: 5 });
    expect(far.message).toBe("unknown field 'limit'; accepted are name, of");
    expect(refusal(schema, { name: 'x', of: { many: [], nane: 1 } }).message).toBe("unknown field 'of.nane'");
  });
});

describe('a risk that is accepted', () => {
  const parse = (fields: object) => parseBody(AcceptRiskBody, { ...RISK, ...fields });

  test('says null for what is not given', () => {
    const nothing = { control_id: null, hostname: null, scope: null, expires_at: null, org_id: null };
    expect(parse({})).toEqual({ ...RISK, ...nothing });
    expect(parse({ control_id: '', hostname: ' ', scope: null, expires_at: '', org_id: null })).toEqual({
      ...RISK,
      ...nothing,
    });
  });

  test('keeps names as they are', () => {
    expect(parse({ test_name: ' A::b, ü ' }).test_name).toBe(' A::b, ü ');
  });

  test.each([
    ['2027-01-31', '2027-01-31T00:00:00.000Z'],
    ['2027-01-31T10:00', '2027-01-31T10:00:00.000Z'],
    [' 2027-01-31T10:00:00.123456+02:00 ', '2027-01-31T08:00:00.123Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('expires at %s', (text, instant) => {
    expect(parse({ expires_at: text }).expires_at).toBe(Date.parse(instant));
  });

  test.each([
    ['2027', "expires_at must be an ISO-8601 time such as 2027-01-31T00:00:00Z, not '2027'"],
    ['2027-02-30', "expires_at must be an ISO-8601 time such as 2027-01-31T00:00:00Z, not '2027-02-30'"],
  ])('does not expire at %s', (text, message) => {
    expect(refusal(AcceptRiskBody, { ...RISK, expires_at: text }).message).toBe(message);
  });
});
