import type { z } from 'zod';

const LONGEST = 60;

/** What a value of a type of zod is to people. */
const WORDS: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'a JSON object',
  string: 'text',
};

/** A value as it was given, short enough for a sentence. */
function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value}'`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'a JSON object' : String(value);
}

/** What there may be so many of, by the type of what has them. */
const UNITS: Readonly<Record<string, string>> = { array: ' items', string: ' characters' };

function sizeOf(input: unknown): number | undefined {
  return typeof input === 'string' || Array.isArray(input) ? input.length : undefined;
}

/**
 * What is wrong with a value, as the rest of a sentence that begins with its name; for schemas that do not say it
 * themselves, in the same form.
 */
export function faultClause(issue: z.core.$ZodRawIssue): string {
  const { input } = issue;
  switch (issue.code) {
    case 'invalid_type': {
      const expected = WORDS[issue.expected] ?? issue.expected;
      return input === undefined ? `is required: ${expected}` : `must be ${expected}, not ${shown(input)}`;
    }
    case 'invalid_value': {
      const words = issue.values.map(String).join(', ');
      return input === undefined
        ? `is required: one of ${words}`
        : `must be one of ${words}, not ${shown(input)}`;
    }
    case 'too_small':
    case 'too_big': {
      const [bound, side] =
        issue.code === 'too_big' ? [issue.maximum, 'at most'] : [issue.minimum, 'at least'];
      return `must be ${side} ${bound}${UNITS[issue.origin] ?? ''}, not ${sizeOf(input) ?? shown(input)}`;
    }
    default:
      return input === undefined ? 'is required' : `can not be ${shown(input)}`;
  }
}
