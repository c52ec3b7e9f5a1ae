import { SandboxError } from '../../output/errors.ts';
import { printable } from '../../output/printable.ts';
import type { ReplayFailure } from './replay.ts';
import type { ReconcileReport } from './report.ts';

const shownFailures = 20;

/** Says what a comparison leaves to do, and what a replay could not do. */
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
    why: 'A payment that is missing can be replayed; what else differs was not written by the function.',
    next:
      incompleteKeys.size > 0 && !isFixed
        ? '`make reconcile FIX=1`'
        : 'look at `.local/reconcile/differences.ndjson`',
  });
}

/** The function's reason is of several lines, this one is not. */
function describe({ objectKey, reason }: ReplayFailure): string {
  return printable(`${objectKey}: ${reason.replaceAll('\n', ' ')}`);
}
