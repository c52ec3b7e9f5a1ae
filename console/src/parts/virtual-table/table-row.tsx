import type { JSX } from 'preact';
import { memo } from 'preact/compat';
import type { Column } from './column.ts';

interface TableRowProps<Row> {
  row: Row;
  index: number;
  top: number;
  height: number;
  columns: readonly Column<Row>[];
  className: string | undefined;
  isActive: boolean;
  onOpen: ((index: number) => void) | undefined;
}

export const TableRow = memo(RowElement) as typeof RowElement;

function RowElement<Row>({
  row,
  index,
  top,
  height,
  columns,
  className,
  isActive,
  onOpen,
}: TableRowProps<Row> & { key?: string | undefined }): JSX.Element {
  return (
    <tr
      class={className}
      aria-rowindex={index + 2}
      data-index={index}
      data-opens={onOpen ? '' : undefined}
      tabIndex={isActive ? 0 : -1}
      style={{ transform: `translateY(${top}px)`, height: `${height}px` }}
      onClick={onOpen && ((event) => openOutside(event, () => onOpen(index)))}
    >
      {columns.map(({ key, line, fills, align, cell }) => (
        <td
          key={key}
          data-column={key}
          data-line={line}
          data-fills={fills}
          data-align={align}
        >
          {cell(row)}
        </td>
      ))}
    </tr>
  );
}

/** A click on a link or button of the row, or that selects text, does not open it. */
function openOutside(event: MouseEvent, open: () => void): void {
  const isOwn = (event.target as Element).closest('a, button, input, select');
  if (!isOwn && String(window.getSelection()) === '') {
    open();
  }
}
