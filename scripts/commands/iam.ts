import { defineCommand } from '../cli/command.ts';
import {
  formatIamReport,
  isLeast,
  makeIamReport,
  readSavedIamRecord,
} from '../iam/report.ts';
import { SandboxError } from '../output/errors.ts';
import { print } from '../output/log.ts';

export default defineCommand({
  async run() {
    const record = readSavedIamRecord();
    if (!record) {
      throw new SandboxError('No calls are recorded.', {
        why: 'The record is written by an e2e run.',
        next: '`make e2e`, then `make iam` again',
      });
    }
    const report = await makeIamReport(record);
    print(formatIamReport(report));
    if (!isLeast(report)) {
      throw new SandboxError(
        'The role does not have exactly the permissions that it uses.',
        {
          why: 'The tables above list the unused and the missing permissions.',
          next: 'change terraform/iam.tf, then `make e2e` and `make iam`',
        },
      );
    }
  },
});
