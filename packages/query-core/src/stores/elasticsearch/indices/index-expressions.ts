/** The longest list of names that fits into the first line of a request (Elasticsearch, `http.max_initial_line_length`). */
export const LONGEST_EXPRESSION = 3_000;

/** Index expressions that together name all of the given indices. */
export function indexExpressions(indices: readonly string[]): string[] {
  const expressions: string[] = [];
  for (const index of indices) {
    const last = expressions.at(-1);
    if (last !== undefined && last.length + index.length < LONGEST_EXPRESSION)
      expressions[expressions.length - 1] = `${last},${index}`;
    else expressions.push(index);
  }
  return expressions;
}
