import type { SimulatePrincipalPolicyCommandInput } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { account, target } from '../guards/test-support/judge.ts';
import { examinePermissions } from './permissions.ts';

const identity = {
  account,
  arn: `arn:aws:sts::${account}:assumed-role/deployer/alice`,
  accessKeyId: 'ASIA',
};

/** IAM that allows everything except one action. */
function iam(deniedAction?: string) {
  const asked: SimulatePrincipalPolicyCommandInput[] = [];
  const send = async ({ input }: { input: (typeof asked)[number] }) => {
    asked.push(input);
    return {
      EvaluationResults: input.ActionNames?.map((EvalActionName) => ({
        EvalActionName,
        EvalResourceName: input.ResourceArns?.[0],
        EvalDecision:
          EvalActionName === deniedAction ? 'implicitDeny' : 'allowed',
      })),
    };
  };
  return { asked, client: { send } as never };
}

describe('examinePermissions', () => {
  it('simulates each action of the role on the right resource', async () => {
    const { asked, client } = iam();

    const finding = await examinePermissions(client, identity, target);

    expect(finding.status).toBe('ok');
    expect(
      new Set(asked.map(({ PolicySourceArn }) => PolicySourceArn)),
    ).toEqual(new Set([`arn:aws:iam::${account}:role/deployer`]));
    expect(asked).toContainEqual(
      expect.objectContaining({
        ResourceArns: [
          `arn:aws:dynamodb:eu-central-1:${account}:table/payments-sandbox-dev-payments`,
        ],
        ActionNames: expect.arrayContaining(['dynamodb:CreateTable']),
      }),
    );
    expect(JSON.stringify(asked)).not.toMatch(/ACCOUNT_ID|REGION|ENVIRONMENT/);
  });

  it('names denied actions and their resources', async () => {
    const { client } = iam('dynamodb:CreateTable');

    const finding = await examinePermissions(client, identity, target);

    expect(finding).toMatchObject({
      status: 'missing',
      detail: `dynamodb:CreateTable on arn:aws:dynamodb:eu-central-1:${account}:table/payments-sandbox-dev-payments`,
    });
  });

  it('skips the root user, which IAM cannot simulate', async () => {
    const { asked, client } = iam();
    const root = { ...identity, arn: `arn:aws:iam::${account}:root` };

    expect(await examinePermissions(client, root, target)).toMatchObject({
      status: 'info',
    });
    expect(asked).toEqual([]);
  });

  it('reports if IAM denies the simulation', async () => {
    const refusal = Object.assign(new Error(), { name: 'AccessDenied' });
    const client = { send: () => Promise.reject(refusal) } as never;

    const finding = await examinePermissions(client, identity, target);

    expect(finding).toMatchObject({
      status: 'info',
      detail: 'not known: iam:SimulatePrincipalPolicy returned AccessDenied',
    });
  });
});
