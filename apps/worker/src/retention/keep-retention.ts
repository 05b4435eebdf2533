import { reportOnce } from '@achilles/process';
import { RetentionKeeper, type RetentionKeeperOptions } from './retention-keeper.ts';

const LOOK_EVERY_MS = 30_000;

/** A schedule that is being kept. */
export interface KeptRetention {
  /** When it has something begin next, and whether something was missed; for people. */
  readonly state: string;
  stop(): void;
}

/** Keeps a schedule from now on. While the queue is away it is asked again with every look. */
export function keepRetention(options: RetentionKeeperOptions): KeptRetention {
  const keeper = new RetentionKeeper(options);
  const report = reportOnce(options.log, 'retention schedule');
  const look = () => keeper.look().catch(report);
  void look();
  const looking = setInterval(() => void look(), LOOK_EVERY_MS).unref();
  return {
    get state() {
      return keeper.state;
    },
    stop: () => clearInterval(looking),
  };
}
