import { indexNameProblem, indexPattern } from './index-pattern.ts';
import type { IndexSettings } from './index-settings.ts';

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
  if (indexPattern(settings)(name)) return null;
  return `'${name}' is no index that results are read from; those match ${settings.pattern}, and neither the archive nor the product's own are among them`;
}
