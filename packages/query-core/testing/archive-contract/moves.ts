import { EVERY_ORGANIZATION } from '../../src/plan/scope.ts';
import type { Move, MoveCheckpoint, MoveCounts, MoveWork } from '../../src/ports/result-archive.ts';
import type { ArchiveWorld } from './archive-world.ts';

/** The instant before which the tests archive. */
export const BEFORE = Date.parse('2026-01-01T00:00:00.000Z');

/** A job that may not go on. */
export class Lost extends Error {}

/** An archive of everything before `BEFORE`. */
export const archiveBefore = (job = 'job-1', before = BEFORE): Move => ({
  direction: 'archive',
  scope: EVERY_ORGANIZATION,
  job,
  rows: { kind: 'before', before },
});

export const restoreJob = (of: string, job = 'restore-1'): Move => ({
  direction: 'restore',
  scope: EVERY_ORGANIZATION,
  job,
  rows: { kind: 'job', job: of },
});

/** Runs a move, and keeps what it saved last. */
export async function run(
  { store }: ArchiveWorld,
  move: Move,
  work: Partial<MoveWork> = {},
): Promise<MoveCounts> {
  return store.archive.move(move, { permit: async () => undefined, save: async () => undefined, ...work });
}

/** Keeps the checkpoints of a move as JSON, as a job does. */
export class Checkpoints {
  #last: string | undefined;

  readonly save = async (checkpoint: MoveCheckpoint): Promise<void> => {
    this.#last = JSON.stringify(checkpoint);
  };

  get last(): MoveCheckpoint | undefined {
    return this.#last === undefined ? undefined : JSON.parse(this.#last);
  }
}

/** A document of a row, as JSON text. */
export function document({
  time = '2025-06-01T10:00:00.000Z',
  org = 'o1',
  /** Null for none. */
  host = 'h1' as string | null,
  note = 'as it was',
  more = {} as Readonly<Record<string, unknown>>,
}): string {
  return JSON.stringify({
    routing: { event_time: time, oid: org, ...(host !== null && { hostname: host }) },
    event: { ERROR: 101 },
    f0rtika: { test_uuid: 'u-1', test_name: 'Test', is_protected: false, ...more },
    note,
  });
}
