import { z } from 'zod';
import { readEndpoint } from './endpoint.ts';
import { percentage } from './figures.ts';

const color = z.string().regex(/^#[0-9a-fA-F]{6}$/);

/** ATT&CK Navigator Layer File Format Definition, version 4.5: what this product writes of it. */
const layer = z.strictObject({
  name: z.string().min(1),
  versions: z.strictObject({ navigator: z.literal('4.9.0'), layer: z.literal('4.5') }),
  domain: z.literal('enterprise-attack'),
  description: z.string(),
  sorting: z.int().min(0).max(3),
  layout: z.strictObject({
    layout: z.enum(['side', 'flat', 'mini']),
    showID: z.boolean(),
    showName: z.boolean(),
    expandedSubtechniques: z.enum(['none', 'all', 'annotated']),
  }),
  hideDisabled: z.boolean(),
  techniques: z.array(
    z.strictObject({
      techniqueID: z.string().regex(/^T\d{4}(\.\d{3})?$/),
      score: percentage
        .optional()
        .describe('(protected + detected) / conclusive rows, in percent; absent without conclusive rows'),
      comment: z.string(),
      enabled: z.boolean(),
    }),
  ),
  gradient: z.strictObject({
    colors: z.array(color).min(2),
    minValue: z.literal(0),
    maxValue: z.literal(100),
  }),
  legendItems: z.array(z.strictObject({ label: z.string().min(1), color })),
  metadata: z.array(z.strictObject({ name: z.string().min(1), value: z.string().min(1) })),
});

export const navigatorLayer = {
  ...readEndpoint(
    'technique-distribution/navigator-layer',
    'A layer for the MITRE ATT&CK Navigator (format 4.5), scored by technique',
    {},
    layer,
  ),
  filename: 'achilles-navigator-layer.json',
};
