import { SandboxError } from '../../output/errors.ts';
import { printable } from '../../output/printable.ts';
import type { ReplayFailure } from './replay.ts';
import type { ReconcileReport } from './report.ts';

const shownFailures = 20;

/** Explains the remaining differences, and which replays failed. */
export function explainDifferences(
  { incompleteKeys }: Pick<ReconcileReport, 'incompleteKeys'>,
  failures: readonly ReplayFailure[],
  isFixed: boolean,
): SandboxError {
  if (failures.length > 0) {
    return new SandboxError(
      `${failures.length} journal objects could not be replayed.`,
      {
        why: failures.slice(0, shownFailures).map(describe).join('\n'),
        next: '`make logs`; after a fix `make reconcile FIX=1` again',
      },
    );
  }
  return new SandboxError('Journal and table differ.', {
    why: 'Missing payments can be replayed; the function did not write any other difference.',
    next:
      incompleteKeys.size > 0 && !isFixed
        ? '`make reconcile FIX=1`'
        : 'look at `.local/reconcile/differences.ndjson`',
  });
}

/** The function's reason spans several lines; the result is one line. */
function describe({ objectKey, reason }: ReplayFailure): string {
  return printable(`${objectKey}: ${reason.replaceAll('\n', ' ')}`);
}
