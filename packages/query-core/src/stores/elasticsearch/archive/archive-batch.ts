import type { Activity } from './live-activity.ts';
import type { MoveCalls } from './move-calls.ts';
import type { MoveTally } from './move-tally.ts';
import type { Moving, Version } from './moving.ts';

/** A row that stands in the archive now. */
export interface Copy {
  readonly moving: Moving;
  readonly version: Version;
  /** Whether this step made it where nothing was. */
  readonly isNew: boolean;
}

/** What a batch of an archive works with. */
export interface ArchiveBatch {
  readonly calls: MoveCalls;
  readonly tally: MoveTally;
  readonly job: string;
  readonly batch: number;
  readonly now: () => number;
  /** Tells by its text whether a row is still asked for. */
  readonly isSelected: (text: string) => boolean;
  /** Where the live shards were before the batch, and how to ask where they are now. */
  readonly activity: Activity | null;
  readonly readActivity: () => Promise<Activity | null>;
}
