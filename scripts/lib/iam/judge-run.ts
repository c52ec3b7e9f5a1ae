import { e2eAccountId } from '../accounts.ts';
import type { Emulator } from '../emulator.ts';
import { SandboxError } from '../errors.ts';
import { isIamEnforced } from './enforcement.ts';
import { readIamRecord } from './record.ts';
import { type IamReport, makeIamReport, saveIamRecord } from './report.ts';

/** Keeps what e2e called for `make iam`, whether the run passed or not. */
export async function keepIamRecord(emulator: Emulator): Promise<void> {
  saveIamRecord(await readIamRecord(emulator, e2eAccountId));
}

/** @throws SandboxError that names each action a role was refused. */
export async function judgeIam(emulator: Emulator): Promise<IamReport> {
  if (!(await isIamEnforced(emulator))) {
    throw new SandboxError('IAM is not enforced in this emulator.', {
      why: 'A role without any policy was allowed to list the tables.',
      next: '`make local-down`, then the same command again',
    });
  }
  const record = await readIamRecord(emulator, e2eAccountId);
  const report = await makeIamReport(record);
  if (report.denied.length > 0) {
    throw new SandboxError('The role lacks permissions that it needs.', {
      why: report.denied
        .map(
          ({ action, operation, resource }) =>
            `${action ?? `${operation} (no mapping)`} on ${resource} was refused.`,
        )
        .join('\n'),
      next: '`make iam`, then add them to terraform/iam.tf',
    });
  }
  return report;
}
