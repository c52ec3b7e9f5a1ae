import {
  CreateRoleCommand,
  DeleteRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  InvokeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Clients,
  clientSettings,
} from '../../scripts/emulator/clients.ts';
import { requireEmulator } from '../../scripts/emulator/emulator.ts';
import { fidelityAccountId } from '../support/accounts.ts';
import { connect } from './connect.ts';
import { createFunctionRole } from './function-role.ts';

const FunctionName = 'trust';
const trusted = 'trust-of-lambda';
const RoleName = 'trust-of-account';
const cannotBeAssumed =
  'The role defined for the function cannot be assumed by Lambda.';
let clients: Clients;
let sts: STSClient;
let trustedArn: string;
let RoleArn: string;

const zip = zipSync({
  'index.mjs': strToU8('export const handler = async () => 1;'),
});

function trustPolicy(principal: object, more: object = {}): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: principal,
      Action: 'sts:AssumeRole',
      ...more,
    },
  });
}

function create(Role: string, name = FunctionName) {
  return clients.lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: zip },
    }),
  );
}

const waiting = { maxWaitTime: 30, minDelay: 1, maxDelay: 1 };

beforeAll(async () => {
  clients = await connect();
  sts = new STSClient(
    clientSettings(await requireEmulator(), {
      region: 'us-east-1',
      accountId: fidelityAccountId,
    }),
  );
  trustedArn = await createFunctionRole(clients, trusted);
  const { Role } = await clients.iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: trustPolicy(
        { AWS: fidelityAccountId },
        { Condition: { StringEquals: { 'sts:ExternalId': 'agreed' } } },
      ),
    }),
  );
  RoleArn = Role?.Arn ?? '';
  // The control: Lambda may assume this role.
  await create(trustedArn);
  await waitUntilFunctionActiveV2(
    { client: clients.lambda, ...waiting },
    { FunctionName },
  );
});

afterAll(async () => {
  await clients.lambda.send(new DeleteFunctionCommand({ FunctionName }));
  for (const name of [trusted, RoleName]) {
    await clients.iam.send(new DeleteRoleCommand({ RoleName: name }));
  }
});

describe('the trust policy of a role', () => {
  test('must name the caller, and its conditions must be met', async () => {
    const assume = (arn: string, ExternalId?: string) =>
      sts.send(
        new AssumeRoleCommand({
          RoleArn: arn,
          RoleSessionName: 'test',
          ExternalId,
        }),
      );

    await expect(assume(RoleArn, 'agreed')).resolves.toBeDefined();
    // One after the other: a call that fails while another is awaited is unhandled.
    for (const refused of [
      () => assume(RoleArn),
      () => assume(RoleArn, 'guessed'),
      () => assume(trustedArn),
    ]) {
      await expect(refused()).rejects.toMatchObject({
        name: 'AccessDenied',
        message: expect.stringContaining(
          'because no role trust policy allows the sts:AssumeRole action',
        ),
      });
    }
  });

  test('must name Lambda when a function is created or gets another role', async () => {
    const refused = {
      name: 'InvalidParameterValueException',
      message: cannotBeAssumed,
    };
    await expect(create(RoleArn, 'trust-of-another')).rejects.toMatchObject(
      refused,
    );

    await expect(
      clients.lambda.send(
        new UpdateFunctionConfigurationCommand({ FunctionName, Role: RoleArn }),
      ),
    ).rejects.toMatchObject(refused);
  });

  test('must still name Lambda when the function starts', async () => {
    await clients.iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: trusted,
        PolicyDocument: trustPolicy({ AWS: fidelityAccountId }),
      }),
    );
    const invoke = () =>
      clients.lambda.send(new InvokeCommand({ FunctionName }));

    await expect(invoke()).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: cannotBeAssumed,
    });
    await clients.iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: trusted,
        PolicyDocument: trustPolicy({ Service: 'lambda.amazonaws.com' }),
      }),
    );
    await waitUntilFunctionUpdatedV2(
      { client: clients.lambda, ...waiting },
      { FunctionName },
    );
    await expect(invoke()).resolves.toMatchObject({ StatusCode: 200 });
  });
});
