import { printable } from '../../../../../../scripts/output/printable.ts';
import type { LogEntry } from '../../../../../../scripts/pipeline/log/entry.ts';
import { TextBlock } from './text-block.tsx';

interface LogDetailsProps {
  log: LogEntry;
  line: string;
}

export function LogDetails({ log, line }: LogDetailsProps) {
  return (
    <>
      <h2>Log line, {printable(log.label)}</h2>
      <TextBlock title="Line" text={line} />
    </>
  );
}
