import type { Server } from './server.ts';

/** Waits for servers that are starting. @throws the first failure, once those that did start are stopped again */
export async function allOrNone<T extends Server>(starting: readonly Promise<T>[]): Promise<T[]> {
  const ended = await Promise.allSettled(starting);
  const failed = ended.find((end) => end.status === 'rejected');
  if (failed === undefined) return Promise.all(starting);
  await Promise.all(ended.map((end) => (end.status === 'fulfilled' ? end.value.stop() : undefined)));
  throw failed.reason;
}
