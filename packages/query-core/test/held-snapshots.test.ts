import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { HELD_MS, type HeldEnd, HeldSnapshots } from '../src/stores/held-snapshots.ts';

let ends: [name: string, end: HeldEnd][];
let snapshots: HeldSnapshots<string>;

beforeEach(() => {
  vi.useFakeTimers();
  ends = [];
  const close = async (name: string, end: HeldEnd) => {
    ends.push([name, end]);
  };
  snapshots = new HeldSnapshots({ most: 3, close });
});
afterEach(() => vi.useRealTimers());

/** Holds one whose first use is over. */
function hold(name: string): string {
  const { id, leave } = snapshots.hold(name);
  leave();
  vi.advanceTimersByTime(1);
  return id;
}

function use(id: string): string | undefined {
  const again = snapshots.enter(id);
  again?.leave();
  vi.advanceTimersByTime(1);
  return again?.held;
}

test('a snapshot is found by an id that can not be guessed', () => {
  const ids = ['a', 'b'].map(hold);
  expect(ids.map(use)).toEqual(['a', 'b']);
  expect(snapshots.enter('x')).toBeNull();
  for (const id of ids) expect(id).toMatch(/^[\w-]{22}$/);
});

describe('a snapshot is closed', () => {
  test('five minutes after its last use', () => {
    const id = hold('a');
    vi.advanceTimersByTime(HELD_MS - 10);
    expect(use(id)).toBe('a');
    vi.advanceTimersByTime(HELD_MS - 10);
    expect(ends).toEqual([]);
    vi.advanceTimersByTime(10);
    expect(ends).toEqual([['a', 'expired']]);
    expect(snapshots.enter(id)).toBeNull();
  });

  test('not while it is used, and five minutes after that', () => {
    const { id, leave } = snapshots.hold('a');
    const again = snapshots.enter(id);
    vi.advanceTimersByTime(3 * HELD_MS);
    leave();
    leave();
    vi.advanceTimersByTime(3 * HELD_MS);
    expect(ends).toEqual([]);
    again?.leave();
    vi.advanceTimersByTime(HELD_MS - 1);
    expect(ends).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(ends).toEqual([['a', 'expired']]);
  });

  test('when it has run out although no timer has told so', () => {
    let now = 0;
    snapshots = new HeldSnapshots({
      most: 1,
      close: async (name, end) => void ends.push([name, end]),
      clock: () => now,
    });
    const id = hold('a');
    use(id);
    now = HELD_MS;
    expect(snapshots.enter(id)).toBeNull();
    hold('b');
    expect(ends).toEqual([['a', 'expired']]);
  });

  test('when it is let go of, once nobody uses it', async () => {
    const { id, leave } = snapshots.hold('a');
    expect(await snapshots.release(id)).toBe(true);
    expect(snapshots.enter(id)).toBeNull();
    expect(ends).toEqual([]);
    leave();
    expect(ends).toEqual([['a', 'released']]);
    expect(await snapshots.release(id)).toBe(false);
  });

  test('when the store closes, which waits for its use', async () => {
    hold('a');
    const { leave } = snapshots.hold('b');
    let isClosed = false;
    const closing = snapshots.close().then(() => {
      isClosed = true;
    });
    await vi.advanceTimersByTimeAsync(10);
    expect({ isClosed, ends }).toEqual({ isClosed: false, ends: [['a', 'closed']] });
    leave();
    await closing;
    expect(ends).toEqual([
      ['a', 'closed'],
      ['b', 'closed'],
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('even where closing another one fails', async () => {
    snapshots = new HeldSnapshots({ most: 3, close: () => Promise.reject(new Error('away')) });
    hold('a');
    await expect(snapshots.close()).resolves.toBeUndefined();
  });
});

describe('where every place is taken', () => {
  test('the one that was held longest ago and never used again makes room', () => {
    const ids = ['a', 'b', 'c'].map(hold);
    expect(use(ids[0] ?? '')).toBe('a');
    hold('d');
    expect(ends).toEqual([['b', 'evicted']]);
    expect(ids.map(use)).toEqual(['a', undefined, 'c']);
  });

  test('one that is in use does not', () => {
    const { id } = snapshots.hold('a');
    hold('b');
    hold('c');
    hold('d');
    expect(ends).toEqual([['b', 'evicted']]);
    expect(use(id)).toBe('a');
  });

  test('by ones that were used again, no other is held until one has run out', () => {
    for (const id of ['a', 'b', 'c'].map(hold)) use(id);
    const refused = expect(() => snapshots.hold('d'));
    refused.toThrow(expect.objectContaining({ name: 'StoreError', failure: 'crowded' }));
    expect(ends).toEqual([]);
    vi.advanceTimersByTime(HELD_MS);
    expect(use(hold('d'))).toBe('d');
  });
});

test('one that whoever came back is through with makes room like one that nobody came back to', () => {
  const ids = ['a', 'b', 'c'].map(hold);
  for (const id of ids) use(id);
  expect(() => snapshots.hold('d')).toThrow(/as many snapshots/);
  const last = snapshots.enter(ids[1] ?? '');
  last?.finish();
  last?.leave();
  expect(use(ids[0] ?? '')).toBe('a');
  hold('d');
  expect(ends).toEqual([['b', 'evicted']]);
  expect(ids.map(use)).toEqual(['a', undefined, 'c']);
});
