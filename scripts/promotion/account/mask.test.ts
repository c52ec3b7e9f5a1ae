import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { inRepository } from '../../system/paths.ts';
import { hideAccount, maskAccounts } from './mask.ts';

const account = '210987654321';

describe('maskAccounts', () => {
  it('masks known accounts anywhere in a text', () => {
    hideAccount(account);

    expect(maskAccounts(`bucket state-${account}-eu, again ${account}`)).toBe(
      'bucket state-********4321-eu, again ********4321',
    );
  });

  it('masks an unknown account in an ARN', () => {
    const arn = 'arn:aws:iam::123456789012:role/deployer';

    expect(maskAccounts(`User: ${arn} is not authorized`)).toBe(
      'User: arn:aws:iam::********9012:role/deployer is not authorized',
    );
  });

  it('leaves other numbers unchanged', () => {
    const text = 'digest 123456789012, at 1764036865123';

    expect(maskAccounts(text)).toBe(text);
  });
});

describe('awsCommand', () => {
  it.each([
    [
      'a three-part error from Terraform',
      `throw new SandboxError('Command failed: plan -var x=${account}', {
         why: 'Error: creating payments-journal-${account}: BucketAlreadyExists',
         next: 'look at state-${account}',
       });`,
      'Command failed: plan -var x=********4321',
    ],
    [
      'an error response from AWS, without a stack trace',
      `throw Object.assign(
         new Error('arn:aws:sts::${account}:assumed-role/x is not authorized'),
         { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } },
       );`,
      'AWS refused a call: AccessDenied.',
    ],
    [
      'the lines of a step and a result',
      `await step('Creating state-${account}', async () => 'in ${account}');
       process.stdout.write('{"function": "${account}"}');`,
      'Creating state-********4321: in ********4321',
    ],
  ])('shows no account id in %s', async (_what, work, shown) => {
    const script = `
      import { awsCommand } from './scripts/promotion/command.ts';
      import { hideAccount } from './scripts/promotion/account/mask.ts';
      import { SandboxError } from './scripts/output/errors.ts';
      import { step } from './scripts/output/log.ts';
      import { runCommand } from './scripts/cli/command.ts';
      const command = awsCommand(async () => {
        hideAccount('${account}');
        ${work}
      });
      await runCommand('make aws-status', command);`;

    const { all } = await execa(
      process.execPath,
      ['--input-type=module', '--eval', script],
      { cwd: inRepository(), env: { ENV: 'dev' }, all: true, reject: false },
    );

    expect(all).toContain(shown);
    expect(all).not.toContain(account);
    expect(all).not.toMatch(/^ +at /m);
  });
});
