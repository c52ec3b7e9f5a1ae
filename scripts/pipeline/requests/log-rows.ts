import { printable } from '../../output/printable.ts';
import { EntryReader } from '../log/entry-reader.ts';
import { describeFields } from '../log/fields.ts';
import { formatPoint } from './bar.ts';
import { formatMs } from './duration.ts';
import type { Attempt } from './record.ts';
import type { Row } from './row.ts';

/** Fields that the heading of the request has, or the response. */
const known =
  /^(cold_start|request_id|journal_key|table_name|bucket_name|service|sampling_rate)=/;

/** The lines that the function wrote; what Lambda wrote is in the heading. */
export function logRows({
  id,
  startedAt,
  log,
}: Pick<Attempt, 'id' | 'startedAt' | 'log'>): Row[] {
  const reader = new EntryReader();
  return log
    .map(({ time, line }) => ({
      ms: Date.parse(time) - Date.parse(startedAt),
      entry: reader.read({ stream: id, message: line }),
    }))
    .filter(({ entry }) => !entry.isBackground)
    .map(({ ms, entry }) => ({
      startMs: ms,
      name: `log ${printable(entry.label)}`,
      bar: (scale) => formatPoint(ms, scale),
      text: [
        `${formatMs(ms)} `,
        printable(entry.text.split('\n')[0] ?? ''),
        ...describeFields(entry).filter((field) => !known.test(field)),
      ].join(' '),
      isLog: true,
      style: entry.level === 'error' ? 'red' : 'green',
      details: [],
    }));
}
