import { setTimeout as sleep } from 'node:timers/promises';
import { residentMemory } from '../measure/machine.ts';
import { type ProductionProcess, type ProductionSettings, startWorker } from './production-processes.ts';

/** As long as it takes until a process that has nothing to do has given back what it can. */
const REST_MS = 5_000;

/** The memory that a process holds once it has had nothing to do for a while, in words. */
export async function memoryAtRest(process: ProductionProcess): Promise<string> {
  await sleep(REST_MS);
  const mebibytes = residentMemory(process.pid);
  return mebibytes === null ? 'unknown on this system' : `${mebibytes} MiB`;
}

/** The memory of a worker that has nothing to do, in words; null where there is no worker to start. */
export async function workerMemory(settings: ProductionSettings): Promise<string | null> {
  const worker = await startWorker(settings);
  if (worker === null) return null;
  try {
    return await memoryAtRest(worker);
  } finally {
    await worker.stop();
  }
}
