import type { Copy } from './archive-batch.ts';
import type { MoveCalls } from './move-calls.ts';
import { moveFailure } from './move-failure.ts';

/** Deletes copies again that nobody has touched since. */
export async function takeBack(calls: MoveCalls, copies: readonly Copy[]): Promise<void> {
  const written = await calls.write(
    copies.map(({ moving, version }) => ({ action: 'delete', at: moving.archived, onlyIf: version })),
  );
  for (const [i, result] of written.entries())
    if (result.status >= 300 && result.status !== 409 && result.status !== 404)
      throw moveFailure(copies[i]?.moving.archived ?? { index: '', id: '' }, result);
}
