import { Redis } from 'ioredis';

const COMMAND_MS = 2_000;

/**
 * Connects to Redis for those who want an answer or a failure: a command that waited for Redis to come back would be run
 * long after its caller has gone.
 * @param onError told of connections that fail and come back by themselves
 */
export function connectRedis(url: string, onError: (error: Error) => void): Redis {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_MS,
    connectTimeout: COMMAND_MS,
    retryStrategy: (attempt: number) => Math.min(attempt * 100, 1_000),
  });
  client.on('error', onError);
  return client;
}
