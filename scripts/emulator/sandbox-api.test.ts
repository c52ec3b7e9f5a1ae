import { describe, expect, it } from 'vitest';
import { callSandbox, OlderEmulatorError, unlessOlder } from './sandbox-api.ts';
import { json, startEmulator } from './test-support/emulator.ts';
import { WatchedCodeApi } from './watched-code.ts';

const path = '/_sandbox/faults';

describe('callSandbox', () => {
  // What LocalStack 4.13.1 responds where the extension has no such route.
  it.each<[string, Parameters<typeof startEmulator>[0]]>([
    ['a GET', {}],
    [
      'a POST',
      {
        [path]: json({ message: "Unknown service: 'sandbox'. Valid: s3" }, 500),
      },
    ],
    ['another method', { [path]: json({ error: 'Method Not Allowed' }, 405) }],
  ])('says that the emulator is older, for %s', async (_method, responses) => {
    await using emulator = await startEmulator(responses);

    const error = await callSandbox(emulator, path).catch((thrown) => thrown);

    expect(error).toBeInstanceOf(OlderEmulatorError);
    expect(error).toMatchObject({
      message: `The running emulator has no route ${path}.`,
      why: 'It was started with an older version of the extension.',
      next: '`make local-up`, which replaces it',
    });
  });

  it.each([
    [404, { message: 'There is no function f.' }],
    [500, { message: 'the disk is full' }],
    [200, {}],
  ])(
    'leaves a response %i of the route itself to the caller',
    async (status, body) => {
      await using emulator = await startEmulator({
        [path]: json(body, status),
      });

      const response = await callSandbox(emulator, path);

      expect([response.status, await response.json()]).toEqual([status, body]);
    },
  );

  it("leaves LocalStack's own routes to the caller", async () => {
    await using emulator = await startEmulator({});

    const { status } = await callSandbox(emulator, '/_localstack/info');

    expect(status).toBe(404);
  });
});

describe('unlessOlder', () => {
  it('returns what was read', async () => {
    expect(await unlessOlder(Promise.resolve(1))).toBe(1);
  });

  it('degrades for an older emulator, and for no other failure', async () => {
    const older = new OlderEmulatorError('older', { next: '' });

    expect(await unlessOlder(Promise.reject(older))).toBe('older');
    await expect(unlessOlder(Promise.reject(new Error('x')))).rejects.toThrow(
      'x',
    );
  });
});

describe('WatchedCodeApi', () => {
  const function_ = { aws_region: 'r', lambda_function_name: 'f' };

  it('finds no watched code in an emulator that is too old for any', async () => {
    await using emulator = await startEmulator({});
    const code = new WatchedCodeApi(emulator, '0', function_);

    expect(await code.read()).toEqual({ watched: false });
    await expect(code.end()).rejects.toThrow(OlderEmulatorError);
  });
});
