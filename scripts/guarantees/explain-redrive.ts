import { SandboxError } from '../output/errors.ts';
import { printable } from '../output/printable.ts';
import { type Redriven, visibilityTimeoutSeconds } from './redrive.ts';

const shownFailures = 20;

/** Lists the remaining dead-letter messages, if any, and when to try again. */
export function explainLeftMessages(
  { failures, inFlight }: Pick<Redriven, 'failures' | 'inFlight'>,
  now: Date,
): SandboxError | undefined {
  const hiddenUntil = new Date(
    now.getTime() + 1000 * visibilityTimeoutSeconds,
  ).toISOString();
  const hidden =
    `${inFlight} in flight: another \`make redrive\`, or one that was killed, received them. ` +
    `They are back in the queue by ${hiddenUntil}.`;
  if (failures.length > 0) {
    return new SandboxError(
      `${failures.length} dead-letter messages failed again, and stay in the queue.`,
      {
        why: [
          ...failures.slice(0, shownFailures).map(toLine),
          ...(inFlight > 0 ? [hidden] : []),
        ].join('\n'),
        next: '`make logs`; after a fix `make redrive` again',
      },
    );
  }
  return inFlight > 0
    ? new SandboxError(`${inFlight} dead-letter messages were not redriven.`, {
        why: hidden,
        next: '`make redrive` after that time',
      })
    : undefined;
}

/** A failure reason may span several lines. */
function toLine(failure: string): string {
  return printable(failure.replaceAll('\n', ' '));
}
