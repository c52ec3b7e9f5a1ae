import { printable } from './printable.ts';

/**
 * Lays rows out in columns, one line for each row whatever its cells hold.
 * `right` names the columns to align right.
 */
export function formatTable(
  titles: string[],
  cells: string[][],
  right: string[] = [],
): string {
  const header = titles.map(printable);
  const rows = cells.map((row) => row.map(printable));
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: string[]) =>
    row
      .map((cell, column) =>
        right.includes(titles[column] ?? '')
          ? cell.padStart(widths[column] ?? 0)
          : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width));
  return [header, rule, ...rows].map(line).join('\n');
}
