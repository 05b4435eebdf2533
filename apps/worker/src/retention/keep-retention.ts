import { reportOnce } from '@achilles/process';
import { RetentionKeeper, type RetentionKeeperOptions } from './retention-keeper.ts';
import type { RetentionState } from './retention-state.ts';

const LOOK_EVERY_MS = 30_000;

/** A schedule that is being kept. */
export interface KeptRetention {
  /** How it is kept, in words for people; at most half a minute old. */
  readonly state: RetentionState;
  /** Resolves when it was looked at for the first time, whatever came of that. */
  readonly begun: Promise<void>;
  stop(): void;
}

/** Keeps a schedule from now on. While the queue is away it is asked again with every look. */
export function keepRetention(options: RetentionKeeperOptions): KeptRetention {
  const keeper = new RetentionKeeper(options);
  const report = reportOnce(options.log, 'retention schedule');
  const look = () => keeper.look().catch(report);
  const begun = look();
  const looking = setInterval(() => void look(), LOOK_EVERY_MS).unref();
  return {
    get state() {
      return keeper.state;
    },
    begun,
    stop: () => clearInterval(looking),
  };
}
