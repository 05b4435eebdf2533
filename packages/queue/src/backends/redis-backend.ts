import { once } from 'node:events';
import { type Processor, Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { QueueError, toQueueError } from '../queue-error.ts';
import type { StoredJob } from '../stored-job.ts';
import { connectRedis } from './connect-redis.ts';
import { type JobTaker, type LockTimes, type QueueBackend, workerOptions } from './queue-backend.ts';

/** Which Redis keeps jobs under which prefix, and who hears of faults. */
export interface RedisBackendOptions {
  readonly url: string;
  /** What the keys begin with. */
  readonly prefix?: string;
  /** Told of connections that fail and come back by themselves. */
  readonly onError: (error: Error) => void;
}

const PREFIX = 'achilles';
/** An unreachable Redis is told to callers after this time. */
const CONNECT_MS = 1_500;
const POLICY = 'noeviction';

/** Jobs in Redis: those who ask fail fast, workers wait. */
export class RedisBackend implements QueueBackend {
  readonly #options: RedisBackendOptions;
  readonly #client: Redis;
  readonly #queues = new Map<string, Promise<Queue<StoredJob>>>();
  readonly #prefix: string;

  constructor(options: RedisBackendOptions) {
    this.#options = options;
    this.#prefix = options.prefix ?? PREFIX;
    this.#client = connectRedis(options.url, options.onError);
  }

  async queue(type: string): Promise<Queue<StoredJob>> {
    await this.#connected();
    const opened = this.#queues.get(type);
    if (opened !== undefined) return opened;
    const opening = this.#open(type);
    this.#queues.set(type, opening);
    // A queue whose first words with Redis failed would fail for ever.
    opening.catch(() => this.#queues.delete(type));
    return opening;
  }

  worker(type: string, process: Processor<StoredJob>, times: LockTimes): JobTaker {
    const connection = { url: this.#options.url, maxRetriesPerRequest: null };
    return new Worker(type, process, { connection, prefix: this.#prefix, ...workerOptions(times) });
  }

  async check(): Promise<void> {
    await this.#connected();
    const info = await this.#client.info('memory').catch((error: unknown) => {
      throw toQueueError(error);
    });
    const policy = /^maxmemory_policy:(.*)$/m.exec(info)?.[1]?.trim() ?? POLICY;
    if (policy === POLICY) return;
    throw new QueueError(
      `Redis may drop jobs when its memory is full: set its maxmemory-policy to ${POLICY} (it is ${policy})`,
    );
  }

  async close(): Promise<void> {
    const opened = await Promise.allSettled(this.#queues.values());
    for (const queue of opened) if (queue.status === 'fulfilled') await queue.value.close();
    this.#client.disconnect();
  }

  async #open(type: string): Promise<Queue<StoredJob>> {
    const queue = new Queue<StoredJob>(type, { connection: this.#client, prefix: this.#prefix });
    queue.on('error', this.#options.onError);
    await queue.waitUntilReady();
    return queue;
  }

  async #connected(): Promise<void> {
    if (this.#client.status === 'ready') return;
    try {
      await once(this.#client, 'ready', { signal: AbortSignal.timeout(CONNECT_MS) });
    } catch (error) {
      throw new QueueError('the job queue is not available: Redis can not be reached', { cause: error });
    }
  }
}
