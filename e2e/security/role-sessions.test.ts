import {
  CreatePolicyCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assumeTwinOf, deleteTwinOf } from '../support/twin-role.ts';
import { ask } from './support/ask.ts';
import {
  type Credentials,
  clientsOf,
  developer,
  roleArn,
} from './support/sandbox.ts';
import { type RawRequest, signHeader } from './support/sign.ts';

const { iam, sts } = clientsOf(developer);
const RoleName = 'session-of-a-role';

async function createRole(): Promise<string> {
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
        ],
      }),
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName: 'list',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['s3:ListAllMyBuckets', 'sqs:ListQueues'],
            Resource: '*',
          },
        ],
      }),
    }),
  );
  return Role?.Arn ?? '';
}

async function deleteRole(): Promise<void> {
  await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'list' }));
  await iam.send(new DeleteRoleCommand({ RoleName }));
}

async function assume(
  RoleArn: string,
  rest: Partial<AssumeRoleCommandInput> = {},
): Promise<Required<Credentials>> {
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test', ...rest }),
  );
  return {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  };
}

/** The responses of three services; `done` if the call was accepted. */
async function use(credentials: Credentials) {
  const { s3, sqs, sts: own } = clientsOf(credentials);
  const calls = [
    s3.send(new ListBucketsCommand()),
    sqs.send(new ListQueuesCommand()),
    own.send(new GetCallerIdentityCommand()),
  ].map((call) =>
    call.then(
      () => 'done',
      (error: Error) => error.name,
    ),
  );
  const [S3, SQS, STS] = await Promise.all(calls);
  return { S3, SQS, STS };
}

const served = { S3: 'done', SQS: 'done', STS: 'done' };
const unknown = {
  S3: 'InvalidAccessKeyId',
  SQS: 'InvalidClientTokenId',
  STS: 'InvalidClientTokenId',
};
const wrongSignature = {
  S3: 'SignatureDoesNotMatch',
  SQS: 'SignatureDoesNotMatch',
  STS: 'SignatureDoesNotMatch',
};

let arn: string;
let session: Required<Credentials>;
let other: Required<Credentials>;
beforeAll(async () => {
  arn = await createRole();
  session = await assume(arn);
  other = await assume(arn);
});
afterAll(deleteRole);

describe('the session of a role', () => {
  test('is accepted with its key, its secret and its token', async () => {
    expect(await use(session)).toEqual(served);
  });

  test.each([
    ['without its token', () => without(session), unknown],
    [
      'with a made-up token',
      () => ({ ...session, sessionToken: 'token' }),
      unknown,
    ],
    [
      'with the token of another session',
      () => ({ ...session, sessionToken: other.sessionToken }),
      unknown,
    ],
    [
      'with its key in lower case',
      () => ({ ...session, accessKeyId: session.accessKeyId.toLowerCase() }),
      unknown,
    ],
    [
      'with the secret of another session',
      () => ({ ...session, secretAccessKey: other.secretAccessKey }),
      wrongSignature,
    ],
    [
      'with the secret of the developer',
      () => ({ ...session, secretAccessKey: developer.secretAccessKey }),
      wrongSignature,
    ],
  ])('is refused %s', async (_, credentials, expected) => {
    expect(await use(credentials())).toEqual(expected);
  });

  test('is refused once its role is deleted, and after it is recreated', async () => {
    await deleteRole();
    expect(await use(session)).toEqual(unknown);

    await createRole();

    expect(await use(session)).toEqual(unknown);
    expect(await use(await assume(arn))).toEqual(served);
  });

  test('is narrowed by the managed policies with which it was created', async () => {
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName: RoleName,
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Action: 's3:ListAllMyBuckets',
            Resource: '*',
          },
        }),
      }),
    );
    const PolicyArns = [{ arn: Policy?.Arn }];

    expect(await use(await assume(arn, { PolicyArns }))).toEqual({
      ...served,
      SQS: 'AccessDenied',
    });

    await iam.send(new DeletePolicyCommand({ PolicyArn: Policy?.Arn }));
  });

  test('cannot hide another caller in its signature', async () => {
    const role = await assumeTwinOf(roleArn, { iam, sts });
    const request: RawRequest = {
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Action=ListRoles&Version=2010-05-08',
    };
    const signing = { service: 'iam', credentials: role };
    const developers = `${developer.accessKeyId}/a/b/c`;
    const signed = signHeader(request, signing);
    const { authorization = '' } = signed.headers;

    const attempts = [
      authorization.replace('SignedHeaders=', `$&Credential=${developers};`),
      `${authorization}, Credential=${developers}`,
      authorization.replace(/$/, `;Credential=${developers}`),
    ].map((sent) =>
      ask({ ...signed, headers: { ...signed.headers, authorization: sent } }),
    );
    const named = signHeader(
      {
        ...request,
        path: `/?x-amz-credential=${encodeURIComponent(developers)}`,
      },
      signing,
    );

    for (const { status, body } of await Promise.all([
      ...attempts,
      ask(named),
    ])) {
      expect(status, body).toBeGreaterThanOrEqual(400);
      expect(body).not.toContain('<Roles>');
    }
    await deleteTwinOf(roleArn, { iam });
  });

  test('does not make the function a developer', async () => {
    const { iam: own } = clientsOf(await assumeTwinOf(roleArn, { iam, sts }));

    await expect(
      own.send(new GetRoleCommand({ RoleName })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
    await deleteTwinOf(roleArn, { iam });
  });

  test('is not given for a role that trusts only Lambda', async () => {
    await expect(assume(roleArn)).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });
});

function without({
  sessionToken,
  ...rest
}: Required<Credentials>): Credentials {
  return rest;
}
