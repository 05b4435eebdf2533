import { expect, test } from 'vitest';
import { continuedPage } from '../src/cursors/continued-page.ts';
import { cursorBinding } from '../src/cursors/cursor-binding.ts';
import { type Cursor, Cursors, newCursorKey, ownCursorKeys } from '../src/cursors/cursors.ts';
import { EVERY_ORGANIZATION } from '../src/plan/scope.ts';

const CURSOR: Cursor = { snapshot: 's', offset: 50, state: { total: 90 }, now: 7, firstPage: 2 };
const ASKER = { caller: 'a', scope: EVERY_ORGANIZATION };
const QUESTION = { pageSize: 25, sortField: 'timestamp' };
const bound = cursorBinding(ASKER, 'executions/paginated', QUESTION);
const refusal = { status: 400, details: [{ path: 'cursor' }] };

test('a cursor says the same to the same caller and question', async () => {
  const cursors = new Cursors(ownCursorKeys());
  expect(await cursors.read(await cursors.write(CURSOR, bound), bound)).toEqual(CURSOR);
});

test('no letter of a cursor can be changed, taken away or added', async () => {
  const cursors = new Cursors(ownCursorKeys());
  const text = await cursors.write(CURSOR, bound);
  for (let i = 0; i < text.length; i++) {
    const other = text[i] === 'A' ? 'B' : 'A';
    for (const altered of [
      text.slice(0, i) + other + text.slice(i + 1),
      text.slice(0, i) + text.slice(i + 1),
    ])
      await expect(cursors.read(altered, bound), altered).rejects.toMatchObject(refusal);
  }
  for (const altered of [`${text}.`, `${text}A`, `${text}=`, '', '.', 'nonsense'])
    await expect(cursors.read(altered, bound), altered).rejects.toMatchObject(refusal);
});

test('another caller, scope, endpoint or question is refused; another page of the question is not', async () => {
  const cursors = new Cursors(ownCursorKeys());
  const text = await cursors.write(CURSOR, bound);
  const others = [
    cursorBinding({ ...ASKER, caller: 'b' }, 'executions/paginated', QUESTION),
    cursorBinding({ ...ASKER, scope: { kind: 'organization', org: 'o' } }, 'executions/paginated', QUESTION),
    cursorBinding(ASKER, 'executions/export', QUESTION),
    cursorBinding(ASKER, 'executions/paginated', { ...QUESTION, hostnames: ['h'] }),
    cursorBinding(ASKER, 'executions/paginated', { ...QUESTION, pageSize: 26 }),
  ];
  for (const other of others) await expect(cursors.read(text, other)).rejects.toMatchObject(refusal);
  const repeated = { page: 3, cursor: text, sortField: 'timestamp', pageSize: 25, tags: undefined };
  expect(cursorBinding(ASKER, 'executions/paginated', repeated)).toBe(bound);
});

test('every key signs for all; a key that others lack does not', async () => {
  const [old, shared] = [newCursorKey(), newCursorKey()];
  const text = await new Cursors(async () => [old]).write(CURSOR, bound);
  expect(await new Cursors(async () => [shared, old]).read(text, bound)).toEqual(CURSOR);
  await expect(new Cursors(async () => [shared]).read(text, bound)).rejects.toMatchObject(refusal);
});

test('a page beside a cursor repeats where the walk began or where the cursor leads', async () => {
  const cursors = new Cursors(ownCursorKeys());
  const cursor = await cursors.write(CURSOR, bound);
  const read = (page?: number) =>
    continuedPage(cursors, ASKER, 'executions/paginated', { ...QUESTION, cursor, page });
  for (const page of [undefined, 2, 3])
    expect((await read(page)).start).toEqual({ offset: 50, state: { total: 90 } });
  await expect(read(1)).rejects.toMatchObject({ status: 400, details: [{ path: 'page' }] });
});
