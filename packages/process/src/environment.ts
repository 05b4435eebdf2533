import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { OperatorError } from './operator-error.ts';

/** The environment says something that can't be; the message lists every fault. */
export class ConfigError extends OperatorError {
  override readonly name = 'ConfigError';
}

/** An environment: names and what they are set to. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** A variable that is set to nothing is one that is not set. */
const blankIsAbsent = (value: unknown): unknown => (value === '' ? undefined : value);

/** The schema of one variable. */
export const setting = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsAbsent, schema);

/** A whole number from `least` to `most`, written in digits. */
export const wholeNumber = (most: number, least = 0) => {
  const range = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d+$/, range)
    .transform(Number)
    .refine((value) => value >= least && value <= most, range);
};

/** Texts apart by commas. */
export const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

/** Parses variables. @throws ConfigError that lists everything wrong at once */
export function parseVariables<T extends z.ZodType>(schema: T, variables: Variables): z.output<T> {
  const parsed = schema.safeParse(variables);
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('\n'),
  );
}

/** A path as the operator meant it: relative ones start from the project's folder, else from where the call was made. */
export const fromRoot = (path: string, root: string | undefined): string =>
  isAbsolute(path) ? path : join(root ?? process.cwd(), path);
