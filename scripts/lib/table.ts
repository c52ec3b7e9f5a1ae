/** Lays rows out in columns; `right` names the columns that hold numbers. */
export function formatTable(
  header: string[],
  rows: string[][],
  right: string[] = [],
): string {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, column) =>
        right.includes(header[column] ?? '')
          ? cell.padStart(widths[column] ?? 0)
          : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width));
  return [header, rule, ...rows].map(line).join('\n');
}
