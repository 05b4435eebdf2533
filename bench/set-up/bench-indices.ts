import type { IndexSettings } from '@achilles/query-core';
import type { Tell } from '@achilles/testkit';
import type { Client } from '@elastic/elasticsearch';

/** Index names of a run's own, so that a given server may be shared. */
export function benchIndices(run: string): IndexSettings & { readonly ownPrefix: string } {
  const writePrefix = `bench-${run}-results`;
  return { pattern: `${writePrefix}-*`, writePrefix, rollover: 'monthly', ownPrefix: `bench-${run}` };
}

const SETTLE_MS = 120_000;
const POLL_MS = 500;

/** Waits until a node has merged what was just written, which would slow searches down and is over soon. */
export async function settle(client: Client, index: string, tell: Tell): Promise<void> {
  const until = performance.now() + SETTLE_MS;
  await client.indices.flush({ index });
  for (let merges = 1; merges > 0; ) {
    const { _all } = await client.indices.stats({ index, metric: 'merge' });
    merges = _all.primaries?.merges?.current ?? 0;
    if (performance.now() > until) {
      tell(`${merges} merges are still under way; times may be longer than they are at rest`);
      return;
    }
    if (merges > 0) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Deletes every index of a run, by name: clusters may refuse wildcards. */
export async function deleteIndices(client: Client, prefix: string): Promise<void> {
  const names = Object.keys(await client.indices.get({ index: `${prefix}-*`, allow_no_indices: true }));
  if (names.length > 0) await client.indices.delete({ index: names });
}
