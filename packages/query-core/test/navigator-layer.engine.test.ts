import { Ajv } from 'ajv';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../src/ports/store.ts';
import { openStore } from '../src/stores/open-store.ts';
import { askStore } from '../testing/differential/ask-store.ts';
import { loadWorld } from '../testing/differential/load-world.ts';
import { fixtureWorld } from '../testing/worlds/fixture-world.ts';
import { randomWorld } from '../testing/worlds/random-world.ts';
import type { World } from '../testing/worlds/world.ts';
import { NAVIGATOR_LAYER_FORMAT } from './navigator-layer-format.ts';

const isLayer = new Ajv({ allErrors: true }).compile(NAVIGATOR_LAYER_FORMAT);
const worlds: readonly World[] = [fixtureWorld, ...[1, 2, 3, 4, 5].map(randomWorld)];

interface Layer {
  readonly techniques: readonly { readonly techniqueID: string; readonly score?: number }[];
  readonly gradient: { readonly minValue: number; readonly maxValue: number };
}

describe('a layer for the Navigator', () => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore({ kind: 'duckdb', file: ':memory:' });
  });
  afterEach(() => store.close());

  async function layerOf(world: World, query: string): Promise<Layer> {
    const path = 'technique-distribution/navigator-layer';
    const answer = await askStore(store.reader, world, { path, query: new URLSearchParams(query) });
    return (answer as { body: Layer }).body;
  }

  test.each(worlds.map((world) => [world.seed, world] as const))(
    'of world %i keeps its format',
    async (_, world) => {
      await loadWorld(store, world);
      const layer = await layerOf(world, 'from=2000');
      expect(isLayer(layer), JSON.stringify(isLayer.errors)).toBe(true);
      const { minValue, maxValue } = layer.gradient;
      const scores = layer.techniques.flatMap(({ score }) => (score === undefined ? [] : [score]));
      expect(scores.length).toBeGreaterThan(0);
      expect(scores.every((score) => score >= minValue && score <= maxValue)).toBe(true);
      const ids = layer.techniques.map(({ techniqueID }) => techniqueID);
      expect(new Set(ids).size).toBe(ids.length);
    },
  );

  test('is told from what is none', async () => {
    const layer = await layerOf(fixtureWorld, 'from=2000');
    expect(isLayer({ ...layer, versions: { navigator: '4.8.1', layer: '4.5' } })).toBe(false);
    expect(isLayer({ ...layer, techniques: [{ techniqueID: 'bad id' }] })).toBe(false);
    expect(isLayer({ ...layer, colour: '#000000' })).toBe(false);
  });
});
