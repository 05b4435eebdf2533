import type { Step } from './run-step.ts';

/** What is checked without running the product: layout of the text, lint with the dependency law, types. */
export const CHECKS: readonly Step[] = [
  { name: 'format, lint, dependency law', command: ['biome', 'check', '--error-on-warnings'] },
  { name: 'types', command: ['turbo', 'run', 'typecheck', '--output-logs=errors-only'] },
];
