import { LambdaClient, TooManyRequestsException } from '@aws-sdk/client-lambda';
import { describe, expect, it, vi } from 'vitest';
import { replayAll } from './replay.ts';

const encode = (value: unknown) => ({
  transformToString: () => JSON.stringify(value),
});

/** A function that returns these responses in turn, and records its events. */
function functionAnswering(...responses: (object | Error)[]) {
  const client = new LambdaClient({ region: 'eu-central-1' });
  const replayed: string[] = [];
  vi.spyOn(client, 'send').mockImplementation(async ({ input }) => {
    const { Payload } = input as { Payload: Buffer };
    replayed.push(JSON.parse(String(Payload)).replay);
    const response = responses.shift();
    if (response instanceof Error) {
      throw response;
    }
    return response;
  });
  return { client, replayed };
}

const stored = { Payload: encode({ payment_ids: [] }) };
const keys = ['journal/a', 'journal/b', 'journal/c', 'journal/d'];

describe('replayAll', () => {
  it('replays the others if some fail, and names the failures', async () => {
    const { client, replayed } = functionAnswering(
      {
        FunctionError: 'Unhandled',
        Payload: encode({ errorMessage: 'as the function says' }),
      },
      stored,
      new TooManyRequestsException({
        message: 'as Lambda says',
        $metadata: { httpStatusCode: 429 },
      }),
      stored,
    );

    const failures = await replayAll(client, 'generator', keys);

    expect(replayed).toEqual(keys);
    expect(failures).toEqual([
      { objectKey: 'journal/a', reason: 'as the function says' },
      {
        objectKey: 'journal/c',
        reason: 'TooManyRequestsException: as Lambda says',
      },
    ]);
  });

  it('names an object whose response is not JSON, and continues with the others', async () => {
    const { client, replayed } = functionAnswering(
      stored,
      { Payload: { transformToString: () => '<html>' } },
      stored,
      stored,
    );

    const failures = await replayAll(client, 'generator', keys);

    expect(replayed).toEqual(keys);
    expect(failures).toEqual([
      {
        objectKey: 'journal/b',
        reason: expect.stringMatching(
          /^The response of the function generator cannot be read\.\nIt is not JSON .*`<html>`/,
        ),
      },
    ]);
  });

  it('stops when the function is unreachable', async () => {
    const refused = Object.assign(new Error('connect'), {
      code: 'ECONNREFUSED',
    });
    const { client, replayed } = functionAnswering(stored, refused);

    const replaying = replayAll(client, 'generator', keys);

    await expect(replaying).rejects.toBe(refused);
    expect(replayed).toHaveLength(2);
  });
});
