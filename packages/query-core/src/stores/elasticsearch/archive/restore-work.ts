import type { RowIdentity } from '@achilles/types';
import type { Activity } from './live-activity.ts';
import type { MoveCalls } from './move-calls.ts';
import type { MoveTally } from './move-tally.ts';
import type { Version } from './moving.ts';

/** A row that is live again, or was since; its archived copy is not needed any more. */
export interface Landed {
  readonly live: RowIdentity;
  readonly archived: RowIdentity;
  /** The version of the archived copy that was read. */
  readonly version: Version;
  readonly bytes: number;
  /** The version that was written live, where nothing was. */
  readonly made: Version | null;
}

/** What a restore works with. */
export interface RestoreWork {
  readonly calls: MoveCalls;
  readonly tally: MoveTally;
  readonly activity: Activity | null;
  readonly readActivity: () => Promise<Activity | null>;
}
