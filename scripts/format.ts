import { runStep } from './run-step.ts';

const { passed } = await runStep({ name: 'format', command: ['biome', 'check', '--write'] }, true);
process.exitCode = passed ? 0 : 1;
