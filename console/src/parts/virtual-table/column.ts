import type { ComponentChildren } from 'preact';

export interface Column<Row> {
  key: string;
  title: string;
  /** A track of the grid: `120px`, `minmax(160px, 1fr)`. */
  width: string;
  align?: 'end';
  /** The line of the card that has it at a phone's width; without it, none. */
  line?: 1 | 2;
  /** Takes the width that the others of the line leave. */
  fills?: true;
  cell(row: Row): ComponentChildren;
}

export interface VirtualTableProps<Row> {
  /** The accessible name. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey(row: Row): string;
  /** In pixels; each row has it. */
  rowHeight?: number;
  /** Of the two-line card at a phone's width. */
  cardHeight?: number;
  rowClass?(row: Row): string | undefined;
  /** By Enter, or by a click outside the row's own links and buttons. */
  onOpen?(row: Row): void;
}

/** The rows without those that were inserted before the one at the top of the screen. */
export function movedBy(
  topKey: string | undefined,
  before: readonly string[],
  after: readonly string[],
): number {
  const from = topKey === undefined ? -1 : before.indexOf(topKey);
  const to = topKey === undefined ? -1 : after.indexOf(topKey);
  return from === -1 || to === -1 ? 0 : to - from;
}
