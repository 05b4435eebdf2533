import { expect, test } from 'vitest';
import type { Store } from '../src/ports/store.ts';
import { rowOf } from './elasticsearch/rows.ts';

/** What every store must tell of its indices; the surrounding suite opens an empty one for each test. */
export function indexCatalogContract(current: () => Store): void {
  /** Names as the rows gave them, whatever prefix a suite puts before. */
  const list = async (isAsked: (name: string) => boolean = () => true) => {
    const states = await current().indices.list(isAsked);
    return states
      .map(({ name, ...state }) => ({ name: name.slice(name.indexOf('achilles-results')), ...state }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  };

  test('an empty store has none', async () => {
    expect(await list()).toEqual([]);
  });

  test('each has the rows that were written to it, and nothing else is listed', async () => {
    const index = 'achilles-results-b';
    await current().writer.write([rowOf({ id: 'x' }), rowOf({ id: 'y' }), rowOf({ id: 'x', index })]);
    await current().writer.write([rowOf({ id: 'x', code: 126 })]);
    await current().riskAcceptances.put({ acceptance_id: 'a' });
    const [a, b, ...others] = await list();
    expect(a).toMatchObject({ name: 'achilles-results-a', docsCount: 2 });
    expect(b).toMatchObject({ name: index, docsCount: 1 });
    expect(others).toEqual([]);
    for (const state of [a, b]) {
      expect(state?.storeSizeBytes).toBeGreaterThan(100);
      expect(['green', 'yellow', 'open']).toContain(state?.status);
    }
  });

  test('only what is asked for is told', async () => {
    await current().writer.write([rowOf({ id: 'x' }), rowOf({ id: 'x', index: 'achilles-results-b' })]);
    expect(await list((name) => name.endsWith('-b'))).toMatchObject([{ name: 'achilles-results-b' }]);
    expect(await list(() => false)).toEqual([]);
  });
}
