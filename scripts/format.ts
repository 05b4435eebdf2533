import { runStep } from './run-step.ts';

if (process.argv.includes('--help'))
  process.stdout.write('Formats the sources and mends what the lint can mend.\n');
else {
  const { passed } = await runStep({ name: 'format', command: ['biome', 'check', '--write'] }, true);
  process.exitCode = passed ? 0 : 1;
}
