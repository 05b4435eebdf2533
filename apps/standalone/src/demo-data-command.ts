import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type DemoOptions, demoBytes } from '@achilles/demo-data';
import { OperatorError, parseCommandLine, runProcess, stopSignal, UsageError } from '@achilles/process';
import { parseInstant } from '@achilles/types';
import { progressBar } from './progress-bar.ts';

const HELP = `Writes generated executions of a small fleet over 90 days, one search hit a line.

  npm run demo-data -- --count N --seed S --out FILE

--count N   how many distinct executions (20000)
--seed S    a whole number; the same seed, count and time give the same file (1)
--out FILE  where to write; compressed when it ends in .gz; - for standard output (-)
--now TIME  the end of the 90 days, ISO-8601 or epoch milliseconds (the current time)
--help      this text
`;

const STANDARD_OUTPUT = '-';

function wholeNumber(name: string, text: string, least: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number) || number < least) {
    throw new UsageError(`--${name} must be a whole number from ${least}, not '${text}'`);
  }
  return number;
}

function instant(text: string | undefined): number {
  if (text === undefined) return Date.now();
  const time = parseInstant(text);
  if (time === undefined)
    throw new UsageError(`--now must be an ISO-8601 time or epoch milliseconds, not '${text}'`);
  return time;
}

function* withProgress(options: DemoOptions, isStopped: () => boolean): Generator<Buffer> {
  const bar = progressBar('generating', options.count);
  let lines = 0;
  for (const piece of demoBytes(options)) {
    if (isStopped()) throw new OperatorError('stopped; the file is not complete');
    yield piece.bytes;
    lines += piece.lines;
    bar.update(Math.min(lines, options.count), `${lines.toLocaleString('en')} lines`);
  }
  bar.stop();
  process.stderr.write(
    `${options.count.toLocaleString('en')} executions in ${lines.toLocaleString('en')} lines; rows that Defender detected later stand twice\n`,
  );
}

async function write(bytes: Iterable<Buffer>, out: string): Promise<void> {
  if (out === STANDARD_OUTPUT) return pipeline(bytes, process.stdout, { end: false });
  const file = createWriteStream(out);
  return out.endsWith('.gz') ? pipeline(bytes, createGzip(), file) : pipeline(bytes, file);
}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseCommandLine(args, {
    count: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: STANDARD_OUTPUT },
    now: { type: 'string' },
    help: { type: 'boolean', default: false },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (positionals.length > 0)
    throw new UsageError(`'${positionals[0]}' is not expected; name the file with --out`);
  const options = {
    count: wholeNumber('count', values.count, 1),
    seed: wholeNumber('seed', values.seed, 0),
    now: instant(values.now),
  };
  const stop = stopSignal();
  try {
    await write(
      withProgress(options, () => stop.aborted),
      values.out,
    );
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // The reader of a pipe, such as head, took what it wanted.
    if (code === 'EPIPE') return 0;
    throw error instanceof OperatorError || code === undefined ? error : new OperatorError(message);
  }
  return 0;
}

await runProcess(() => main(process.argv.slice(2)));
