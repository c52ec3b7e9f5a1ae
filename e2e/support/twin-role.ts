import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  type IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';

interface SessionCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

/**
 * Credentials with the permissions of a function's role, which trusts only Lambda:
 * a session of a second role that has the same policy and trusts the account.
 */
export async function assumeTwinOf(
  roleArn: string,
  { iam, sts }: { iam: IAMClient; sts: STSClient },
): Promise<SessionCredentials> {
  const name = roleArn.split('/').at(-1) ?? '';
  // In Terraform, the policy has the role's name.
  const { PolicyDocument = '' } = await iam.send(
    new GetRolePolicyCommand({ RoleName: name, PolicyName: name }),
  );
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: twinOf(name),
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { AWS: roleArn.split(':')[4] },
          Action: 'sts:AssumeRole',
        },
      }),
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: twinOf(name),
      PolicyName: 'twin',
      PolicyDocument: decodeURIComponent(PolicyDocument),
    }),
  );
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'twin' }),
  );
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
}

export async function deleteTwinOf(
  roleArn: string,
  { iam }: { iam: IAMClient },
): Promise<void> {
  const RoleName = twinOf(roleArn.split('/').at(-1) ?? '');
  await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'twin' }));
  await iam.send(new DeleteRoleCommand({ RoleName }));
}

function twinOf(name: string): string {
  return `${name}-twin`;
}
