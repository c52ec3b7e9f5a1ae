import { DeleteRoleCommand } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  InvocationType,
  InvokeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Functions,
  readFunctions,
} from '../../scripts/doctor/functions.ts';
import type { Clients } from '../../scripts/emulator/clients.ts';
import { requireEmulator } from '../../scripts/emulator/emulator.ts';
import { invoke as invokeFunction } from '../support/invoke.ts';
import { connect } from './connect.ts';
import { createFunctionRole } from './function-role.ts';
import { refusalOf } from './refusal.ts';

const FunctionName = 'fidelity';
const RoleName = 'fidelity';
let clients: Clients;
let functions: Functions;
let roleArn: string;

const source = `
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
const codeOf = (attempt) => {
  try {
    attempt();
    return 'done';
  } catch (error) {
    return error.code;
  }
};
export async function handler({ answerBytes, attack, hold, sleepMs }) {
  if (attack) return [
    codeOf(() => readFileSync(attack)),
    codeOf(() => writeFileSync(attack, 'x')),
    codeOf(() => spawnSync('true')),
    codeOf(() => writeFileSync(tmpdir() + '/own', 'x')),
  ];
  const held = [];
  while (hold) held.push(new Array(1_000_000).fill(held.length));
  await new Promise((resolve) => setTimeout(resolve, sleepMs ?? 0));
  return 'x'.repeat(answerBytes ?? 0);
}`;

const zip = zipSync({ 'index.mjs': strToU8(source) });

function create(more: object) {
  return clients.lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: roleArn,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: zip },
      // On a loaded machine, filling the memory takes long.
      Timeout: 60,
      MemorySize: 128,
      ...more,
    }),
  );
}

const invoke = (event: unknown) =>
  invokeFunction(clients.lambda, FunctionName, event);

async function setTimeoutSeconds(Timeout: number): Promise<void> {
  await clients.lambda.send(
    new UpdateFunctionConfigurationCommand({ FunctionName, Timeout }),
  );
  await waitUntilFunctionUpdatedV2(
    { client: clients.lambda, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
    { FunctionName },
  );
}

const send = (type: InvocationType, payload: string) =>
  clients.lambda.send(
    new InvokeCommand({
      FunctionName,
      InvocationType: type,
      Payload: Buffer.from(payload),
    }),
  );

beforeAll(async () => {
  clients = await connect();
  functions = await readFunctions(await requireEmulator());
  roleArn = await createFunctionRole(clients, RoleName);
  await create({});
  await waitUntilFunctionActiveV2(
    { client: clients.lambda, maxWaitTime: 30, minDelay: 1, maxDelay: 1 },
    { FunctionName },
  );
});

afterAll(async () => {
  await clients.lambda.send(new DeleteFunctionCommand({ FunctionName }));
  await clients.iam.send(new DeleteRoleCommand({ RoleName }));
});

describe('Lambda', () => {
  test('refuses a payload above 6 MB', async () => {
    await expect(invoke('x'.repeat(6 * 1024 * 1024))).rejects.toMatchObject({
      name: 'RequestTooLargeException',
    });
  });

  test('refuses an asynchronous payload above 1 MB', async () => {
    await expect(
      send(InvocationType.Event, JSON.stringify('x'.repeat(1024 * 1024))),
    ).rejects.toMatchObject({ name: 'RequestTooLargeException' });
  });

  test.each([InvocationType.RequestResponse, InvocationType.Event])(
    'refuses a payload that is not JSON (%s)',
    async (type) => {
      await expect(send(type, '{"count":3')).rejects.toMatchObject({
        name: 'InvalidRequestContentException',
        message: expect.stringContaining(
          'Could not parse request body into json',
        ),
      });
    },
  );

  test('confines a function to its code and its temporary folder', async () => {
    const attack = import.meta.filename;
    const refusal = refusalOf(attack, functions);

    const { payload } = await invoke({ attack });

    expect(payload).toEqual([refusal, refusal, 'ERR_ACCESS_DENIED', 'done']);
  });

  test('refuses a response above 6 MB', async () => {
    const { functionError, payload } = await invoke({
      answerBytes: 6 * 1024 * 1024 + 200,
    });

    expect(functionError).toBe('Unhandled');
    expect(payload).toMatchObject({
      errorType: 'Function.ResponseSizeTooLarge',
    });
  });

  test('ends an invocation at its timeout', async () => {
    await setTimeoutSeconds(2);

    const { functionError, payload } = await invoke({ sleepMs: 10_000 });
    await setTimeoutSeconds(60);

    expect(functionError).toBe('Unhandled');
    expect(JSON.stringify(payload)).toContain(
      'Task timed out after 2.00 seconds',
    );
  });

  test('ends a function that uses more memory than it has', async () => {
    const { functionError, payload } = await invoke({ hold: true });

    expect(functionError).toBe('Unhandled');
    expect(payload).toMatchObject({ errorType: 'Runtime.ExitError' });
  });

  test('refuses more than 4 KB of environment variables', async () => {
    await expect(
      create({
        FunctionName: 'fidelity-environment',
        Environment: { Variables: { TEXT: 'x'.repeat(4096) } },
      }),
    ).rejects.toThrow('exceeded the 4KB limit');
  });

  test('refuses a zip above 50 MB', async () => {
    await expect(
      create({
        FunctionName: 'fidelity-package',
        Code: { ZipFile: new Uint8Array(50 * 1024 * 1024 + 1) },
      }),
    ).rejects.toMatchObject({ name: 'RequestEntityTooLargeException' });
  });

  test('refuses a zip that unpacks to 250 MB', async () => {
    const ZipFile = zipSync({ zeros: new Uint8Array(250 * 1024 * 1024) });

    await expect(
      create({ FunctionName: 'fidelity-unpacked', Code: { ZipFile } }),
    ).rejects.toThrow('Unzipped size must be smaller than 262144000 bytes');
  });
});
