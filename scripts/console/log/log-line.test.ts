import { describe, expect, it } from 'vitest';
import { EntryReader } from '../../pipeline/log/entry-reader.ts';
import { toLogLine } from './log-line.ts';

const read = (message: string) => {
  const event = { time: Date.UTC(2026, 0, 1), stream: 'one', message };
  return toLogLine(event, new EntryReader().read(event));
};

describe('toLogLine', () => {
  it('shows a line of the logger by its message, and keeps its fields', () => {
    const fields = {
      level: 'WARN',
      message: 'Retrying',
      function_request_id: '4711',
      attempt: 2,
    };

    expect(read(`${JSON.stringify(fields)}\n`)).toEqual({
      time: '2026-01-01T00:00:00.000Z',
      level: 'WARN',
      requestId: '4711',
      message: 'Retrying',
      fields,
    });
  });

  it('shows metrics by their kind: they are all fields', () => {
    const fields = { _aws: { Timestamp: 1 }, PaymentsWritten: 3 };

    expect(read(JSON.stringify(fields))).toMatchObject({
      level: 'INFO',
      message: 'METRIC',
      fields,
    });
  });

  it.each([
    ['START RequestId: 4711 Version: $LATEST', 'INFO', '4711'],
    ['no logger wrote this', 'WARN', null],
  ])('shows `%s` as it is', (message, level, requestId) => {
    expect(read(`${message}\n`)).toMatchObject({
      level,
      requestId,
      message,
      fields: null,
    });
  });
});
