import { describe, expect, it } from 'vitest';
import { type OracleAnswer, oracleAnswer } from '../testing/oracle/oracle.ts';
import { parseList } from '../testing/oracle/parse-list.ts';
import { nonEmptyShare } from '../testing/worlds/is-non-empty-answer.ts';
import { randomRequest } from '../testing/worlds/random-request.ts';
import { randomWorld } from '../testing/worlds/random-world.ts';
import { createRng } from '../testing/worlds/rng.ts';
import { strangeStrings } from '../testing/worlds/strange-strings.ts';
import { writeListValue } from '../testing/worlds/write-list-value.ts';

function answersOf(seed: number, requests: number): OracleAnswer[] {
  const world = randomWorld(seed);
  const rng = createRng(seed + 1_000_000);
  return Array.from({ length: requests }, () => {
    const { path, query } = randomRequest(rng, world);
    return oracleAnswer(world, path, query);
  });
}

describe('random worlds and requests', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(randomWorld(7)).toEqual(randomWorld(7));
    expect(randomWorld(7)).not.toEqual(randomWorld(8));
    const ask = () => {
      const rng = createRng(3);
      return Array.from({ length: 20 }, () => randomRequest(rng, randomWorld(7)).query.toString());
    };
    expect(ask()).toEqual(ask());
  });

  it('mostly ask for something that is there, and sometimes for what the contract refuses', () => {
    const answers = Array.from({ length: 40 }, (_, seed) => answersOf(seed, 20)).flat();
    const refused = answers.filter(({ status }) => status !== 200).length / answers.length;
    expect(nonEmptyShare(answers)).toBeGreaterThan(0.6);
    expect(refused).toBeGreaterThan(0.01);
    expect(refused).toBeLessThan(0.08);
  });

  it('give every row its own identity', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const { documents } = randomWorld(seed);
      const identities = new Set(documents.map(({ index, id }) => `${index}/${id}`));
      expect(identities.size, `seed ${seed}`).toBe(documents.length);
    }
  });

  it('write list values that read back the same', () => {
    const rng = createRng(1);
    const askable = strangeStrings.filter((value) => value.trim() === value);
    for (let round = 0; round < 200; round += 1) {
      const values = rng.sample(askable, 3);
      const text = values.map((value) => writeListValue(rng, value)).join(',');
      expect(parseList(text), text).toEqual(values);
    }
  });
});
