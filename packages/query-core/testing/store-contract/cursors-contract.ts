import { beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { askPage } from '../differential/ask-store.ts';
import { itemsIn, page, pageRequest, WORLD } from './contract-questions.ts';
import { row } from './contract-row.ts';

const QUESTION = 'pageSize=3';
const REFUSED = { status: 400, parameter: 'cursor' };

/** A cursor leads on for whoever got it and what it was given for, and for nobody and nothing else. */
export function cursorsContract(opened: () => Store): void {
  describe('cursors', () => {
    let store: Store;
    let cursor: string;
    beforeEach(async () => {
      store = opened();
      await store.writer.write(Array.from({ length: 10 }, (_, i) => row(`r${i}`, { uuid: `u${i}` })));
      const { nextCursor } = await page(store, QUESTION);
      if (nextCursor === undefined) throw new Error('a first page of four has a cursor');
      cursor = nextCursor;
    });

    test('lead to the same page as often as they are used', async () => {
      const [once, again] = [await page(store, QUESTION, cursor), await page(store, QUESTION, cursor)];
      expect(itemsIn(once)).toMatchObject([{ test_uuid: 'u3' }, { test_uuid: 'u4' }, { test_uuid: 'u5' }]);
      expect(again.answer).toEqual(once.answer);
    });

    test('may be used by several requests at once', async () => {
      const pages = await Promise.all(Array.from({ length: 5 }, () => page(store, QUESTION, cursor)));
      expect(new Set(pages.map(({ answer }) => JSON.stringify(answer))).size).toBe(1);
    });

    test('keep the clock of the page that gave them', async () => {
      const request = { ...pageRequest(''), query: new URLSearchParams('from=now-7d&pageSize=3') };
      const { nextCursor } = await askPage(store.reader, WORLD, request);
      request.query.set('cursor', nextCursor ?? '');
      const later = { ...WORLD, now: WORLD.now + 30 * 86_400_000 };
      expect(itemsIn(await askPage(store.reader, later, request))).toHaveLength(3);
    });

    test.each([
      `${QUESTION}&hostnames=h1`,
      `${QUESTION}&sortOrder=asc`,
      `${QUESTION}&grouped=true`,
      'pageSize=4',
    ])('are refused for another question: %s', async (question) => {
      expect((await page(store, question, cursor)).answer).toEqual(REFUSED);
    });

    test('are refused for another caller or scope', async () => {
      const request = pageRequest(`${QUESTION}&cursor=${cursor}`);
      const stranger = await askPage(store.reader, WORLD, request, { kind: 'all' }, 'somebody else');
      expect(stranger.answer).toEqual(REFUSED);
      const bound = await askPage(store.reader, WORLD, request, { kind: 'organization', org: 'o1' });
      expect(bound.answer).toEqual(REFUSED);
    });

    test('are refused when one character is another, wherever it is', async () => {
      for (let at = 0; at < cursor.length; at++) {
        const other = cursor.charAt(at) === 'A' ? 'B' : 'A';
        const altered = cursor.slice(0, at) + other + cursor.slice(at + 1);
        expect((await page(store, QUESTION, altered)).answer, `character ${at}`).toEqual(REFUSED);
      }
      expect((await page(store, QUESTION, cursor)).answer.status).toBe(200);
    });

    test('may stand beside the page that they lead to or the walk began with, and no other', async () => {
      for (const number of [1, 2]) {
        const beside = await page(store, `${QUESTION}&page=${number}`, cursor);
        expect(beside.answer, `page ${number}`).toEqual((await page(store, QUESTION, cursor)).answer);
      }
      const { answer } = await page(store, `${QUESTION}&page=3`, cursor);
      expect(answer).toEqual({ status: 400, parameter: 'page' });
    });
  });
}
