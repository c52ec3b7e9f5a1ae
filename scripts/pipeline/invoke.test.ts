import { LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { invokeFunction, readResponse } from './invoke.ts';

function functionThatReturns(text: string) {
  const client = new LambdaClient({ region: 'us-east-1' });
  const send = async () => ({
    Payload: { transformToString: () => text },
  });
  return Object.assign(client, { send });
}

describe('invokeFunction', () => {
  it.each(['', '<html>', '{"count":'])(
    'explains a response that is not JSON: %j',
    async (text) => {
      const invoking = invokeFunction(functionThatReturns(text), 'f', '{}');

      await expect(invoking).rejects.toMatchObject({
        name: 'SandboxError',
        message: 'The response of the function f cannot be read.',
        why: expect.stringContaining('It is not JSON'),
        next: '`make logs`',
      });
    },
  );
});

describe('readResponse', () => {
  it("returns the ids and the key of the function's response", () => {
    const response = { payment_ids: ['1'], journal_key: 'journal/1', count: 1 };

    expect(readResponse(response)).toEqual({
      payment_ids: ['1'],
      journal_key: 'journal/1',
    });
  });

  it.each([
    [null],
    [[]],
    ['text'],
    [{ payment_ids: '1' }],
    [{ payment_ids: [1] }],
  ])('explains %j, which another function returned', (payload) => {
    expect(() => readResponse(payload)).toThrow(
      expect.objectContaining({
        name: 'SandboxError',
        message: "The response is not that of this checkout's function.",
        next: expect.stringContaining('make local-up'),
      }),
    );
  });
});
