import { CreateRoleCommand } from '@aws-sdk/client-iam';
import type { Clients } from '../../scripts/emulator/clients.ts';

/** Creates a role that Lambda may assume, without any permission; returns its ARN. */
export async function createFunctionRole(
  { iam }: Clients,
  RoleName: string,
): Promise<string> {
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      }),
    }),
  );
  return Role?.Arn ?? '';
}
