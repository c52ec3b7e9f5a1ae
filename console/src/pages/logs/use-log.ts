import { signal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import type {
  Log,
  LogLine,
  Problem,
} from '../../../../scripts/console/contract.ts';
import { call } from '../../api.ts';
import { problemOf } from '../../parts/resource.ts';
import { useStream } from '../../parts/stream.ts';
import { type KeptLine, LineBuffer } from './line-buffer.ts';
import { type LogQuery, toPath } from './query.ts';

/** More would make the page slow; the emulator keeps all of them. */
export const mostLines = 2000;

const earlierLines = 1000;
const flushMs = 100;

interface Kept {
  lines: readonly KeptLine[];
  dropped: number;
}

/** The log's earlier lines, and those that follow. */
export function useLog(query: LogQuery) {
  const earlierPath = toPath(query, '/log', earlierLines);
  const { kept, problem, buffer } = useMemo(createLog, [earlierPath]);
  const show = () => {
    kept.value = { lines: buffer.lines, dropped: buffer.dropped };
  };
  const read = async () => {
    try {
      const { lines } = await call<Log>('GET', earlierPath);
      buffer.load(lines);
      problem.value = undefined;
      show();
    } catch (error) {
      problem.value = problemOf(error);
    }
  };
  const add = useBatches((lines: LogLine[]) => {
    buffer.add(lines);
    show();
  });
  const connection = useStream<LogLine>(toPath(query, '/log/stream'), add, {
    onOpen() {
      buffer.reopen();
      void read();
    },
    onLost: () => void read(),
  });
  return { kept, problem, connection };
}

function createLog() {
  return {
    buffer: new LineBuffer(mostLines),
    kept: signal<Kept | undefined>(undefined),
    problem: signal<Problem | undefined>(undefined),
  };
}

/** Hands values over together: a load writes hundreds of lines in a second. */
function useBatches<T>(onBatch: (values: T[]) => void): (value: T) => void {
  const newest = useRef(onBatch);
  newest.current = onBatch;
  const waiting = useRef<T[]>([]);
  return (value) => {
    if (waiting.current.push(value) === 1) {
      setTimeout(() => {
        const values = waiting.current;
        waiting.current = [];
        newest.current(values);
      }, flushMs);
    }
  };
}
