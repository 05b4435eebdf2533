import { Presets, SingleBar } from 'cli-progress';

/** Shows how far a piece of work is. */
export interface ProgressBar {
  /** @param note what has been done so far, in words */
  update(done: number, note?: string): void;
  stop(): void;
}

const SILENT: ProgressBar = { update: () => undefined, stop: () => undefined };

/** A bar on stderr; nothing where stderr is no terminal. */
export function progressBar(label: string, total: number): ProgressBar {
  if (!process.stderr.isTTY) return SILENT;
  const format = `${label} {bar} {percentage}%  {note}`;
  const bar = new SingleBar(
    { format, hideCursor: true, clearOnComplete: true, stream: process.stderr },
    Presets.shades_classic,
  );
  bar.start(Math.max(total, 1), 0, { note: '' });
  return {
    update: (done, note) => bar.update(done, note === undefined ? {} : { note }),
    stop: () => bar.stop(),
  };
}
