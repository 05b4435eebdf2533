import { RiskAcceptance } from '@achilles/types';
import { describe, expect, test } from 'vitest';
import { KnownAcceptances } from '../src/stores/elasticsearch/known-acceptances.ts';

const acceptance = (id: string, status = 'active') =>
  RiskAcceptance.parse({
    acceptance_id: id,
    test_name: 'T1486 Encrypt files',
    justification: 'replaced next quarter',
    accepted_by: 'user_1',
    accepted_by_name: 'Ada',
    accepted_at: '2026-04-01T00:00:00.000Z',
    status,
  });

/** Asks with what is stored, and tells by which acceptances the question went each time. */
async function ask(known: KnownAcceptances, stored: readonly RiskAcceptance[]) {
  const went: string[] = [];
  let reads = 0;
  const answer = await known.ask(
    async () => {
      reads++;
      return stored;
    },
    async (acceptances) => {
      const ids = (await acceptances()).map(({ acceptance_id: id, status }) => `${id} ${status}`).join(', ');
      went.push(ids);
      return ids;
    },
  );
  return { answer, went, reads };
}

describe('a question goes by', () => {
  test('what is read, where nothing is known', async () => {
    const { answer, reads } = await ask(new KnownAcceptances(), [acceptance('a')]);
    expect({ answer, reads }).toEqual({ answer: 'a active', reads: 1 });
  });

  test('what is known, where that is what is read', async () => {
    const known = new KnownAcceptances();
    await ask(known, [acceptance('a'), acceptance('b')]);
    const { went, reads } = await ask(known, [acceptance('b'), acceptance('a')]);
    expect({ went, reads }).toEqual({ went: ['a active, b active'], reads: 1 });
  });

  test.each([
    ['added', [acceptance('a'), acceptance('b')], 'a active, b active'],
    ['revoked', [acceptance('a', 'revoked')], 'a revoked'],
    ['deleted', [], ''],
  ])('what is read, where an acceptance was %s', async (_, stored, answer) => {
    const known = new KnownAcceptances();
    await ask(known, [acceptance('a')]);
    expect(await ask(known, stored)).toEqual({ answer, went: ['a active', answer], reads: 1 });
  });
});

test('what is known is given before what is read is there', async () => {
  const known = new KnownAcceptances();
  await ask(known, [acceptance('a')]);
  const read = Promise.withResolvers<RiskAcceptance[]>();
  let went = 0;
  const asking = known.ask(
    () => read.promise,
    async (acceptances) => {
      went = (await acceptances()).length;
      read.resolve([acceptance('a')]);
      return 'answered';
    },
  );
  expect(await asking).toBe('answered');
  expect(went).toBe(1);
});

test('a question fails where acceptances can not be read, whatever is known', async () => {
  const known = new KnownAcceptances();
  await ask(known, [acceptance('a')]);
  const asking = known.ask(
    () => Promise.reject(new Error('away')),
    async (acceptances) => (await acceptances()).length,
  );
  await expect(asking).rejects.toThrow('away');
});

test('a question that fails by what was known is asked again where that is out of date', async () => {
  const known = new KnownAcceptances();
  await ask(known, [acceptance('bad')]);
  const use = async (acceptances: () => Promise<readonly RiskAcceptance[]>) => {
    const [first] = await acceptances();
    if (first?.acceptance_id === 'bad') throw new Error('has no time');
    return 'answered';
  };
  await expect(known.ask(async () => [acceptance('bad')], use)).rejects.toThrow('has no time');
  expect(await known.ask(async () => [acceptance('good')], use)).toBe('answered');
});

test('nothing is read for a question that needs no acceptances', async () => {
  const read = () => Promise.reject(new Error('not needed'));
  expect(await new KnownAcceptances().ask(read, async () => 'answered')).toBe('answered');
});
