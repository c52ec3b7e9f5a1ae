import { randomBytes } from 'node:crypto';
import { DeleteRoleCommand } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  UpdateFunctionCodeCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Clients } from '../../scripts/emulator/clients.ts';
import { invokeFunction } from '../../scripts/pipeline/invoke.ts';
import { connect } from './connect.ts';
import { createFunctionRole } from './function-role.ts';

// Without the extension's patch almost every update breaks an invocation.
const updates = 20;
const FunctionName = 'function-update';
const RoleName = 'function-update';
const waiting = { maxWaitTime: 30, minDelay: 0.02, maxDelay: 0.02 };
let clients: Clients;

// Large enough that unpacking and deleting it take time, as with a real bundle.
const ballast = randomBytes(3_000_000);

const zip = (version: number) =>
  zipSync(
    {
      'index.mjs': Buffer.from(
        `export const handler = async () => ${version};`,
      ),
      ballast,
    },
    { level: 0 },
  );

beforeAll(async () => {
  clients = await connect();
  await clients.lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: await createFunctionRole(clients, RoleName),
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: zip(0) },
    }),
  );
  await waitUntilFunctionActiveV2(
    { client: clients.lambda, ...waiting },
    { FunctionName },
  );
});

afterAll(async () => {
  await clients.lambda.send(new DeleteFunctionCommand({ FunctionName }));
  await clients.iam.send(new DeleteRoleCommand({ RoleName }));
});

test('an invocation during an update runs the old or the new code, and later ones the new code', async () => {
  let reported = 0;
  let stopped = false;
  const wrong: unknown[] = [];
  const invokeUntilStopped = async () => {
    let count = 0;
    while (!stopped) {
      const atLeast = reported;
      const answer = await invokeFunction(
        clients.lambda,
        FunctionName,
        '{}',
      ).catch((error: unknown) => ({ payload: error }));
      const version = answer.payload;
      if (!(typeof version === 'number' && version >= atLeast)) {
        wrong.push(`${version} instead of ${atLeast} or a later one`);
      }
      count += 1;
    }
    return count;
  };
  const invokers = Array.from({ length: 3 }, invokeUntilStopped);

  for (let version = 1; version <= updates; version += 1) {
    await clients.lambda.send(
      new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zip(version) }),
    );
    await waitUntilFunctionUpdatedV2(
      { client: clients.lambda, ...waiting },
      { FunctionName },
    );
    reported = version;
  }
  stopped = true;
  const counts = await Promise.all(invokers);

  expect(wrong).toEqual([]);
  expect(Math.min(...counts)).toBeGreaterThan(0);
});
