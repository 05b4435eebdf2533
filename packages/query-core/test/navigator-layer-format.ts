const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const color = { type: 'string', pattern: '^#[0-9a-fA-F]{6}$' } as const;

const pair = (first: string, second: string) => ({
  type: 'object',
  required: [first, second],
  properties: { [first]: text, [second]: text },
  additionalProperties: false,
});
const divider = {
  type: 'object',
  required: ['divider'],
  properties: { divider: flag },
  additionalProperties: false,
};
const metadata = { type: 'array', items: { anyOf: [pair('name', 'value'), divider] } };
const links = { type: 'array', items: { anyOf: [pair('label', 'url'), divider] } };

const technique = {
  type: 'object',
  required: ['techniqueID'],
  additionalProperties: false,
  properties: {
    techniqueID: { type: 'string', pattern: '^T\\d{4}(\\.\\d{3})?$' },
    tactic: text,
    comment: text,
    enabled: flag,
    score: { type: 'number' },
    color: text,
    metadata,
    links,
    showSubtechniques: flag,
  },
};

/**
 * The ATT&CK Navigator Layer File Format Definition, version 4.5 (mitre-attack/attack-navigator,
 * `layers/spec/v4.5/layerformat.md`), as a JSON Schema. Fields that the format does not have are refused.
 */
export const NAVIGATOR_LAYER_FORMAT = {
  type: 'object',
  required: ['name', 'domain'],
  additionalProperties: false,
  properties: {
    name: text,
    versions: {
      type: 'object',
      required: ['navigator', 'layer'],
      additionalProperties: false,
      properties: {
        attack: text,
        // At least 4.9.0.
        navigator: { type: 'string', pattern: '^(4\\.(9|[1-9]\\d+)|[5-9]|[1-9]\\d+)\\.' },
        layer: { const: '4.5' },
      },
    },
    description: text,
    domain: { enum: ['enterprise-attack', 'mobile-attack', 'ics-attack'] },
    customDataURL: text,
    filters: { type: 'object', properties: { platforms: { type: 'array', items: text } } },
    sorting: { enum: [0, 1, 2, 3] },
    layout: {
      type: 'object',
      additionalProperties: false,
      properties: {
        layout: { enum: ['side', 'flat', 'mini'] },
        showID: flag,
        showName: flag,
        showAggregateScores: flag,
        countUnscored: flag,
        aggregateFunction: { enum: ['average', 'min', 'max', 'sum'] },
        expandedSubtechniques: { enum: ['none', 'all', 'annotated'] },
      },
    },
    hideDisabled: flag,
    techniques: { type: 'array', items: technique },
    gradient: {
      type: 'object',
      required: ['colors', 'minValue', 'maxValue'],
      additionalProperties: false,
      properties: {
        colors: { type: 'array', minItems: 2, items: color },
        minValue: { type: 'number' },
        maxValue: { type: 'number' },
      },
    },
    legendItems: { type: 'array', items: pair('label', 'color') },
    showTacticRowBackground: flag,
    tacticRowBackground: text,
    selectTechniquesAcrossTactics: flag,
    selectSubtechniquesWithParent: flag,
    selectVisibleTechniques: flag,
    metadata,
    links,
  },
};
