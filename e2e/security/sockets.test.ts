import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  InvokeCommand,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readFunctions } from '../../scripts/doctor/functions.ts';
import { readListedSockets } from './support/listed-sockets.ts';
import { describeListener, findListeners } from './support/listeners.ts';
import {
  clientsOf,
  developer,
  endpoint,
  engine,
  roleArn,
} from './support/sandbox.ts';

const found = () => [...new Set(findListeners().map(describeListener))].sort();

describe('the sockets that the sandbox listens on', () => {
  test('are those that docs/security.md lists', () => {
    expect(found()).toEqual(readListedSockets(engine));
  });

  test('include one that a function opened, unless it is confined', async () => {
    const { lambda } = clientsOf(developer);
    const { confinement } = await readFunctions({ ...developer, endpoint });
    const isConfined = ['network', 'sockets'].some((each) =>
      confinement.restricts.includes(each),
    );
    const FunctionName = 'listening';
    const code = `
      import { createServer } from 'node:net';
      const server = createServer().on('error', console.error);
      server.listen(0, '127.0.0.2');
      export const handler = async () => server.listening;
    `;
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Role: roleArn,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Code: { ZipFile: zipSync({ 'index.mjs': strToU8(code) }) },
      }),
    );
    try {
      await waitUntilFunctionActiveV2(
        { client: lambda, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
        { FunctionName },
      );
      await lambda.send(new InvokeCommand({ FunctionName }));

      expect(found().includes('function 127.0.0.2:*')).toBe(!isConfined);
    } finally {
      await lambda.send(new DeleteFunctionCommand({ FunctionName }));
    }
  });
});
