import { useMemo, useRef } from 'preact/hooks';
import { isNarrow } from '../media.ts';
import type { VirtualTableProps } from './column.ts';
import { TableRow } from './table-row.tsx';
import { useActiveRow } from './use-active-row.ts';
import { useStillRows } from './use-still-rows.ts';
import { useVirtualizer } from './use-virtualizer.ts';
import './virtual-table.css';

const headHeight = 30;

/** A table of thousands of rows, of which only those on the screen are elements. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { label, columns, rows, rowKey, onOpen } = props;
  const { rowHeight = 32, cardHeight = 58 } = props;
  const scroller = useRef<HTMLTableElement>(null);
  const kept = useRef(0);
  const height = isNarrow.value ? cardHeight : rowHeight;
  const virtualizer = useVirtualizer({
    count: rows.length,
    rowHeight: height,
    headHeight: isNarrow.value ? 0 : headHeight,
    scroller,
    kept,
  });
  const keys = useMemo(() => rows.map(rowKey), [rows, rowKey]);
  const active = useActiveRow({ keys, virtualizer, scroller });
  kept.current = active.index;
  useStillRows(keys, height, scroller);
  const open = useStable((index: number) => {
    const row = rows[index];
    if (row !== undefined) {
      active.set(index);
      onOpen?.(row);
    }
  });
  return (
    <table
      ref={scroller}
      class="table"
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid has a keyboard's row
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      style={{ '--columns': columns.map(({ width }) => width).join(' ') }}
      onKeyDown={(event) => active.onKey(event, () => open(active.index))}
    >
      <Head columns={columns} />
      <tbody style={{ height: `${rows.length * height}px` }}>
        {virtualizer.getVirtualItems().map(({ index }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <TableRow
              key={keys[index]}
              row={row}
              index={index}
              top={index * height}
              height={height}
              columns={columns}
              className={props.rowClass?.(row)}
              isActive={index === active.index}
              onOpen={onOpen && open}
            />
          );
        })}
      </tbody>
    </table>
  );
}

function Head<Row>({ columns }: Pick<VirtualTableProps<Row>, 'columns'>) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map(({ key, title, align }) => (
          <th key={key} scope="col" data-align={align}>
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** One function for all renders, so that unchanged rows are not rendered again. */
function useStable(newest: (index: number) => void): (index: number) => void {
  const latest = useRef(newest);
  latest.current = newest;
  return useMemo(() => (index) => latest.current(index), []);
}
