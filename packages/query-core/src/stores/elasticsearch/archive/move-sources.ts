import type { MoveWork } from '../../../ports/result-archive.ts';
import type { MoveCalls } from './move-calls.ts';
import type { MovePages } from './move-pages.ts';
import type { MoveTally } from './move-tally.ts';
import type { Pace } from './pace.ts';
import type { StandingIndices } from './standing-indices.ts';

/** What a move works with, whichever way it goes. */
export interface MoveSources {
  readonly work: MoveWork;
  readonly calls: MoveCalls;
  readonly pages: MovePages;
  readonly pace: Pace;
  readonly tally: MoveTally;
  /** What is written to. */
  readonly standing: StandingIndices;
  /** The last batch of earlier runs. */
  readonly lastBatch: number;
  readonly liveTarget: string;
}
