import { indexNameProblem, indexPattern } from './index-pattern.ts';
import type { IndexSettings } from './index-settings.ts';

/** What stands between the parts of a name: one that ends with it is a prefix, which patterns with `*` match too. */
const SEPARATORS = '-._';

/**
 * Why an index of this name can't be created for results, as a sentence; null when it can: reads must see it, and the
 * archive and the product's own indices are never among them (CONTRACT section 5).
 */
export function newIndexProblem(
  settings: Pick<IndexSettings, 'pattern' | 'ownPrefix'>,
  name: string,
): string | null {
  const problem = indexNameProblem(name);
  if (problem !== null) return `'${name}' can't be the name of an index: ${problem}`;
  const last = name.at(-1) ?? '';
  if (SEPARATORS.includes(last))
    return `'${name}' ends with ${last}; something must follow it, such as ${name}2026.04`;
  if (indexPattern(settings)(name)) return null;
  return `'${name}' is no index that results are read from; those match ${settings.pattern}, and neither the archive nor the product's own are among them`;
}
