import { StoreError } from '../../../ports/store-error.ts';
import { isRefusal, refusalOf } from '../indices/bulk-item.ts';
import type { Write } from './move-calls.ts';
import { moveFailure } from './move-failure.ts';
import type { Moving, Version } from './moving.ts';
import type { RestoreWork } from './restore-work.ts';

const MOST_TRIES = 20;

interface Pending {
  readonly moving: Moving;
  readonly replaces?: Version;
}

/** A row that a restore has written live. */
export interface Live {
  readonly moving: Moving;
  readonly version: Version;
  readonly isNew: boolean;
  readonly wasResent: boolean;
}

/** Writes rows live, also those that are live in the same text: their version tells other jobs of it. */
export async function writeLive(
  { calls, tally }: Pick<RestoreWork, 'calls' | 'tally'>,
  rows: readonly Moving[],
  made: (live: Live) => void,
): Promise<void> {
  let pending: Pending[] = rows.map((moving) => ({ moving }));
  for (let tries = 0; pending.length > 0; tries++) {
    if (tries === MOST_TRIES)
      throw new StoreError('overloaded', 'other writers keep changing the same executions');
    const written = await calls.write(
      pending.map(({ moving: { live, text }, replaces }): Write => {
        if (replaces === undefined) return { action: 'create', at: live, text };
        return { action: 'index', at: live, text, onlyIf: replaces };
      }),
      ({ status, version, wasResent }, i) => {
        const item = pending[i];
        if (item !== undefined && status < 300)
          made({ moving: item.moving, version, isNew: item.replaces === undefined, wasResent });
      },
    );
    const conflicting: Moving[] = [];
    for (const [i, { moving }] of pending.entries()) {
      const result = written[i];
      if (result === undefined || result.status === 409) conflicting.push(moving);
      else if (isRefusal(result))
        tally.skipped({ ...moving.live, reason: refusalOf(moving.live, result).reason });
      else if (result.status >= 300) throw moveFailure(moving.live, result);
    }
    const found = await calls.look(conflicting.map(({ live }) => live));
    pending = conflicting.flatMap((moving, i): Pending[] => {
      const there = found[i] ?? null;
      if (there === null) return [{ moving }];
      if (JSON.stringify(there.source) === moving.text) return [{ moving, replaces: there.version }];
      tally.skipped({ ...moving.live, reason: 'it is live in another version, which stays' });
      return [];
    });
  }
}
