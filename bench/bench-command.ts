import { runProcess, UsageError } from '@achilles/process';
import { archiveCommand } from './archive/archive-command.ts';
import { rowsCommand } from './rows/rows-command.ts';
import { scoreCommand } from './score/score-command.ts';

const HELP = `Measures this product side by side with what it replaces, on this machine, in one run.

  npm run bench -- score [OPTIONS]   scores and error rates: API, searches by hand, store, DuckDB
  npm run bench -- rows [OPTIONS]    pages at any depth, groups, exports, host × test cells
  npm run bench -- archive [OPTIONS] rows to the archive and back, and reads meanwhile

Each has --help.
`;

await runProcess(async () => {
  const [name, ...args] = process.argv.slice(2);
  if (name === 'score') return scoreCommand(args);
  if (name === 'rows') return rowsCommand(args);
  if (name === 'archive') return archiveCommand(args);
  if (name !== undefined && name !== '--help') throw new UsageError(`there is no bench '${name}'`);
  process.stdout.write(HELP);
  return 0;
});
