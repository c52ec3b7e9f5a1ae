import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { probeAccountId } from '../emulator/accounts.ts';
import { clientSettings, type EmulatorAccess } from '../emulator/clients.ts';

/**
 * Whether this emulator enforces IAM: a temporary role without any policy tries
 * to list the tables.
 */
export async function isIamEnforced(
  emulator: EmulatorAccess,
): Promise<boolean> {
  const settings = clientSettings(emulator, {
    region: 'us-east-1',
    accountId: probeAccountId,
  });
  const iam = new IAMClient(settings);
  const sts = new STSClient(settings);
  const RoleName = `iam-probe-${process.pid}`;
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: trustPolicyFor(probeAccountId),
    }),
  );
  try {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'probe' }),
    );
    const dynamoDb = new DynamoDBClient({
      ...settings,
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      },
    });
    return await isDenied(() => dynamoDb.send(new ListTablesCommand()));
  } finally {
    await iam.send(new DeleteRoleCommand({ RoleName }));
  }
}

/** Lets the principals of an account assume the role. */
function trustPolicyFor(accountId: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: accountId },
      Action: 'sts:AssumeRole',
    },
  });
}

/** Any other failure is not a refusal, and is thrown. */
async function isDenied(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return false;
  } catch (error) {
    if (error instanceof Error && error.name === 'AccessDeniedException') {
      return true;
    }
    throw error;
  }
}
