import type { ExecutionFields } from './execution-fields.ts';
import type { Rng } from './rng.ts';

/** How a writer spells paths: nested objects, dotted keys, or some of each in one document (CONTRACT section 1). */
export type SourceLayout = 'nested' | 'dotted' | 'mixed';

function setNested(source: Record<string, unknown>, path: string, value: unknown): void {
  const [group = '', field = ''] = path.split('.');
  const existing = source[group];
  source[group] = { ...(typeof existing === 'object' ? existing : {}), [field]: value };
}

/** Lays fields out as a `_source`; undefined ones are left out. */
export function layOutSource(
  rng: Rng,
  fields: ExecutionFields,
  layout: SourceLayout,
): Record<string, unknown> {
  const source: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (layout === 'dotted' || (layout === 'mixed' && rng.chance(0.5))) source[path] = value;
    else setNested(source, path, value);
  }
  return source;
}
