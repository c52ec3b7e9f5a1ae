import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { SandboxError } from '../../output/errors.ts';
import type { AwsClients } from './clients.ts';
import { hideAccount } from './mask.ts';

/** The identity that the credentials belong to, according to STS. */
export interface Identity {
  account: string;
  arn: string;
  accessKeyId: string;
}

export async function readIdentity({ sts }: AwsClients): Promise<Identity> {
  try {
    const { accessKeyId } = await sts.config.credentials();
    const { Account = '', Arn = '' } = await sts.send(
      new GetCallerIdentityCommand(),
    );
    hideAccount(Account);
    return { account: Account, arn: Arn, accessKeyId };
  } catch (cause) {
    throw new SandboxError('No valid AWS credentials were found.', {
      why: String(cause),
      next: '`aws sso login`, or set AWS_PROFILE, then run the command again',
      cause,
    });
  }
}
