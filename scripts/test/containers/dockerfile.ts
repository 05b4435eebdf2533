/** One line of a Dockerfile, continuations joined. */
export interface Instruction {
  readonly keyword: string;
  readonly value: string;
}

/** What follows a `FROM`. */
export interface Stage {
  readonly from: string;
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

/** Reads the stages of a Dockerfile in order. */
export function dockerfileStages(text: string): Stage[] {
  const stages: (Stage & { readonly instructions: Instruction[] })[] = [];
  const lines = text
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n');
  for (const line of lines) {
    const [, keyword = '', value = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    const [, from = '', name = ''] = /^FROM (\S+) AS (\S+)$/.exec(line) ?? [];
    if (keyword === 'FROM') stages.push({ from, name, instructions: [] });
    else if (keyword !== '') stages.at(-1)?.instructions.push({ keyword, value });
  }
  return stages;
}

/** The values of one instruction in a stage and those it is built from, the stage's own last. */
export function valuesOf(stages: readonly Stage[], name: string, keyword: string): string[] {
  const stage = stages.find((each) => each.name === name);
  if (stage === undefined) return [];
  const own = stage.instructions.filter((each) => each.keyword === keyword).map(({ value }) => value);
  return [...valuesOf(stages, stage.from, keyword), ...own];
}
