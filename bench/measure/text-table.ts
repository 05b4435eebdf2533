/** How a column of a table is headed and set. */
export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** Lays out a table as text of equally wide columns, two blanks apart, without blanks at line ends. */
export function textTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => (line[i] ?? '').length)));
  return lines
    .map((line) =>
      columns
        .map(({ align }, i) => {
          const [cell, width] = [line[i] ?? '', widths[i] ?? 0];
          return align === 'left' ? cell.padEnd(width) : cell.padStart(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
