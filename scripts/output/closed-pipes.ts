import { spawn } from 'node:child_process';
import { fstatSync } from 'node:fs';
import { errorCode } from './errors.ts';

// EPIPE: `make local-up | head`. EIO: the terminal window was closed.
const closed = ['EPIPE', 'EIO'];

const reader = new AbortController();

/**
 * Aborted when the reader of the results has ended, as `head` does. A command that
 * only prints then ends with exit code 0: the reader has all it wanted, and for
 * 141, which a shell reports of SIGPIPE, make would print an error.
 */
export const readerEnded = reader.signal;

/** Whether a write failed because there is no reader any more. */
export function isClosedPipe(error: unknown): boolean {
  return closed.includes(errorCode(error) ?? '');
}

/**
 * Keeps a command running when the reader of its output ends early, because its
 * work still has to finish.
 */
export function surviveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (!isClosedPipe(error)) {
        throw error;
      }
      if (stream === process.stdout) {
        reader.abort();
      }
    });
  }
}

/**
 * Notices the end of the reader without a write, for output that stays silent.
 * Node cannot poll a pipe, but GNU's tail does; where there is another tail, the
 * next write notices it.
 */
export function watchReader(): void {
  if (process.platform !== 'linux' || !fstatSync(1).isFIFO()) {
    return;
  }
  const tail = spawn('tail', [`--pid=${process.pid}`, '-f', '/dev/null'], {
    stdio: ['ignore', 'inherit', 'ignore'],
  });
  tail.on('error', () => {});
  tail.on('exit', (_, signal) => {
    if (signal === 'SIGPIPE') {
      reader.abort();
    }
  });
  tail.unref();
  process.once('exit', () => tail.kill());
}
