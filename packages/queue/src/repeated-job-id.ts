import { createHash } from 'node:crypto';
import { idOfHash } from './job-id.ts';

/**
 * The id of the job that a repeatable request leads to: the same for every process, so that of two that submit it at once
 * one finds the other's record.
 * @param round how many jobs it led to before the last 24 hours
 */
export const repeatedJobId = (type: string, requestedBy: string, key: string, round: number): string =>
  idOfHash(
    type,
    createHash('sha256')
      .update(JSON.stringify([requestedBy, type, key, round]))
      .digest('hex'),
  );
