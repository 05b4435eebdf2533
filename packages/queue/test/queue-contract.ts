import { afterEach, beforeEach, describe } from 'vitest';
import { cancelContract } from './queue-contract/cancel-contract.ts';
import { doneContract } from './queue-contract/done-contract.ts';
import { engineShowsContract } from './queue-contract/engine-shows-contract.ts';
import { listContract } from './queue-contract/list-contract.ts';
import { type QueueParts, QueueWorld } from './queue-contract/queue-world.ts';
import { recordsAwayContract } from './queue-contract/records-away-contract.ts';
import { recordsContract } from './queue-contract/records-contract.ts';
import { sameWorkContract } from './queue-contract/same-work-contract.ts';
import { takenOverContract } from './queue-contract/taken-over-contract.ts';

const CONTRACT = [
  doneContract,
  takenOverContract,
  sameWorkContract,
  listContract,
  cancelContract,
  recordsContract,
  engineShowsContract,
];

/**
 * What the job queue does, whatever engine keeps the jobs.
 * @param open opens an engine and records with no jobs in them; the suite closes the engine
 */
export function queueContract(open: () => Promise<QueueParts>): void {
  describe('with its records', () => {
    let world: QueueWorld;
    beforeEach(async () => {
      world = new QueueWorld(await open());
    });
    afterEach(() => world.close());
    for (const part of CONTRACT) part(() => world);
  });
  describe('while records can not be reached', () => recordsAwayContract(open));
}
