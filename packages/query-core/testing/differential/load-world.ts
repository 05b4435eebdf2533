import { RiskAcceptance, readExecution, type StoredExecution } from '@achilles/types';
import type { Store } from '../../src/ports/store.ts';
import type { World } from '../worlds/world.ts';

/** Puts a world into an empty store: its counted rows and its risk acceptances. */
export async function loadWorld(store: Store, world: World): Promise<void> {
  const rows = world.documents.flatMap(({ index, id, source }): StoredExecution[] => {
    const { execution } = readExecution(source);
    return execution === null ? [] : [{ index, id, source, execution }];
  });
  await store.writer.write(rows);
  for (const acceptance of world.acceptances)
    await store.riskAcceptances.put(RiskAcceptance.parse(acceptance));
}
