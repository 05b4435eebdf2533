import { createHash, randomUUID } from 'node:crypto';

const LENGTH = 32;
const SEPARATOR = '-';

/** A new id: the type of the job and a random part, without the `:` that queues divide their keys by. */
export const newJobId = (type: string): string => type + SEPARATOR + randomUUID().replaceAll('-', '');

/** The id that a hash, in hexadecimal digits, makes. */
export const idOfHash = (type: string, hash: string): string => type + SEPARATOR + hash.slice(0, LENGTH);

/** The type of the job with this id; what follows the last separator never holds one. */
export const typeOfJobId = (id: string): string => id.slice(0, Math.max(id.lastIndexOf(SEPARATOR), 0));

/** A key of any length and alphabet as one that a queue takes. */
export const hashedKey = (key: string): string =>
  createHash('sha256').update(key).digest('hex').slice(0, LENGTH);
