import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg, totalmem } from 'node:os';

const MIB = 1024 * 1024;

/** The machine that everything runs on, for people. */
export const describeMachine = (): string =>
  `${availableParallelism()} cores, ${Math.round(totalmem() / MIB / 1024)} GiB of memory, Node.js ${process.versions.node}`;

/** The memory that a process holds (`VmRSS`), in MiB; null where the system has no /proc. */
export function residentMemory(pid: number): number | null {
  try {
    const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kib === undefined ? null : Math.round((Number(kib) * 1024) / MIB);
  } catch {
    return null;
  }
}

/** How many threads wanted to run on average over the last minute, this run's own among them. */
export const loadOfLastMinute = (): number => loadavg()[0] ?? 0;
