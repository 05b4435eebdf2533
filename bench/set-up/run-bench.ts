import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OperatorError, stopSignal } from '@achilles/process';
import type { Tell } from '@achilles/testkit';
import { CleanUps } from '../measure/clean-ups.ts';

const RESULTS = join(import.meta.dirname, '../results');

/** What a bench is given: when to stop, what to undo, and whom to tell what takes long. */
export interface BenchRun {
  readonly signal: AbortSignal;
  readonly cleanUps: CleanUps;
  readonly tell: Tell;
}

/**
 * Runs a bench and prints its report.
 * @param write whether the report goes to `bench/results/<name>.md` too
 * @returns the exit code; @throws OperatorError when it was stopped
 */
export async function runBench(
  name: string,
  write: boolean,
  bench: (run: BenchRun) => Promise<string>,
): Promise<number> {
  const signal = stopSignal();
  const cleanUps = new CleanUps();
  try {
    const tell: Tell = (line) => process.stderr.write(`[bench] ${line}\n`);
    const report = await bench({ signal, cleanUps, tell });
    process.stdout.write(`${report}\n`);
    if (write)
      await writeFile(
        join(RESULTS, `${name}.md`),
        `# Results of \`npm run bench -- ${name}\`\n\n\`\`\`text\n${report}\n\`\`\`\n`,
      );
  } catch (error) {
    if (signal.aborted) throw new OperatorError('the bench was stopped before it was done');
    throw error;
  } finally {
    await cleanUps.run();
  }
  return 0;
}
