import { e2eAccountId } from '../emulator/accounts.ts';
import type { Emulator } from '../emulator/emulator.ts';
import { SandboxError } from '../output/errors.ts';
import { warn } from '../output/log.ts';
import { describeLastFailure } from '../pipeline/requests/last-failure.ts';
import { interruption } from '../system/interruption.ts';
import { isIamEnforced } from './enforcement.ts';
import { forgetIamRecord, readIamRecord } from './record.ts';
import { type IamReport, makeIamReport, saveIamRecord } from './report.ts';
import {
  forgetSuiteRecords,
  mergeRecords,
  readSuiteRecords,
} from './suite-records.ts';

const shownLogLines = 10;

/**
 * Runs the suites and judges the role by its calls during the run, in this emulator
 * and in those that suites started. The calls are saved for `make iam`, whether the
 * run passed or not.
 *
 * @throws SandboxError that says, for a run that failed: which action was refused,
 * which tests failed, the calls of the request that failed last, and what the
 * emulator logged last.
 */
export async function observeIam<T>(
  emulator: Emulator,
  work: () => Promise<T>,
): Promise<[T, IamReport]> {
  await forgetIamRecord(emulator, e2eAccountId);
  forgetSuiteRecords();
  const startedAt = new Date();
  const [outcome] = await Promise.allSettled([work()]);
  if (outcome.status === 'fulfilled') {
    return [outcome.value, await judgeIam(emulator)];
  }
  const [verdict] = await Promise.allSettled([judgeIam(emulator)]);
  interruption.throwIfAborted();
  throw explainFailedRun(
    outcome.reason,
    // Without a verdict, because the emulator has stopped, the failure stands alone.
    verdict.status === 'rejected' ? verdict.reason : undefined,
    await emulator.recentLog(shownLogLines),
    await describeLastFailure(emulator, e2eAccountId, startedAt),
  );
}

/** One screen: the cause comes first, and the evidence follows. */
export function explainFailedRun(
  failure: unknown,
  verdict: unknown,
  log: string,
  request = '',
): SandboxError {
  const tests =
    failure instanceof SandboxError
      ? failure
      : new SandboxError(String(failure), { cause: failure });
  const first = verdict instanceof SandboxError ? verdict : tests;
  return new SandboxError(first.message, {
    why: [
      first.why,
      first !== tests && [tests.message, tests.why].join('\n'),
      request && `The last request that failed:\n${request}`,
      `The emulator's last log lines:\n${log || '(none)'}`,
    ]
      .filter(Boolean)
      .join('\n\n'),
    next: first.next,
    cause: failure,
  });
}

async function judgeIam(emulator: Emulator): Promise<IamReport> {
  if (!(await isIamEnforced(emulator))) {
    throw new SandboxError('IAM is not enforced in this emulator.', {
      why: 'A role without any policy was allowed to list the tables.',
      next: '`make local-down`, then the same command again',
    });
  }
  const record = mergeRecords([
    await readIamRecord(emulator, e2eAccountId),
    ...readSuiteRecords(),
  ]);
  saveIamRecord(record);
  const report = await makeIamReport(record);
  requireSoundRun(report);
  return report;
}

/**
 * An unused permission is only a warning, because it is often added before the
 * code that needs it. `make iam` fails for it.
 *
 * @throws SandboxError if a call was refused, or if AWS might decide differently.
 */
export function requireSoundRun({
  denied,
  disagreements,
  unused,
}: Pick<IamReport, 'denied' | 'disagreements' | 'unused'>): void {
  if (denied.length > 0) {
    throw new SandboxError('The role lacks permissions that it needs.', {
      why: describeRefusals(denied),
      next: '`make iam`, then add them to terraform/iam.tf',
    });
  }
  if (disagreements.length > 0) {
    throw new SandboxError('Two evaluators of IAM do not agree.', {
      why: disagreements
        .map(
          ({ call: { action, resource }, other }) =>
            `${action} on ${resource} was allowed here; the cross-check says: ${other}.`,
        )
        .join('\n'),
      next: '`make iam`, then fix localstack/extension/payments_sandbox/iam/',
    });
  }
  if (unused.length > 0) {
    warn(
      `The role has permissions that this run never used: ${unused.map(({ action }) => action).join(', ')}; see \`make iam\``,
    );
  }
}

/** One line for each refused call. */
export function describeRefusals(denied: IamReport['denied']): string {
  return denied
    .map(
      ({ action, operation, resource }) =>
        `${action ?? `${operation} (no mapping)`} on ${resource} was refused.`,
    )
    .join('\n');
}
