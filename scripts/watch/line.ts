import path from 'node:path';

const shownFiles = 3;

/** What happened to one save. */
export interface Cycle {
  /** None for the code that was there when the watch started. */
  files: string[];
  builtMs: number;
  /** Its response was not waited for. */
  superseded?: boolean;
  /** From the save to the response; undefined if the code is the same as before. */
  responseMs?: number | undefined;
  /** `3 payments`, or the error. */
  result?: string | undefined;
  failed?: boolean;
  difference?: string | undefined;
}

/** `saved payment.ts → built 18 ms → response 240 ms  ✔ 3 payments`. */
export function describeCycle(cycle: Cycle): string {
  const { files, builtMs, responseMs, result, failed, difference } = cycle;
  const steps = [describeFiles(files), `built ${Math.round(builtMs)} ms`];
  if (cycle.superseded) {
    return [...steps, 'superseded by a newer save'].join(' → ');
  }
  if (responseMs === undefined) {
    return [...steps, 'the same code'].join(' → ');
  }
  steps.push(`response ${Math.round(responseMs)} ms`);
  return [
    `${steps.join(' → ')}  ${failed ? '✘' : '✔'} ${result ?? ''}`.trimEnd(),
    ...(difference ? [difference] : []),
  ].join('  ');
}

export function describeFiles(files: string[]): string {
  if (files.length === 0) {
    return 'started';
  }
  const names = files.map((file) => path.basename(file));
  return names.length > shownFiles
    ? `saved ${names.length} files`
    : `saved ${names.join(', ')}`;
}

/** The response in a few words: `3 payments`. */
export function describeResponse(payload: unknown): string {
  const { count } = Object(payload) as { count?: unknown };
  if (typeof count === 'number') {
    return count === 1 ? '1 payment' : `${count} payments`;
  }
  const text = JSON.stringify(payload) ?? 'no response';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
