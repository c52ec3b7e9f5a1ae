import { InvokeCommand } from '@aws-sdk/client-lambda';
import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { createFaultSwitch } from '../../scripts/guarantees/faults.ts';
import { invokeFunction } from '../../scripts/pipeline/invoke.ts';
import { followRequests } from '../../scripts/pipeline/requests/follow.ts';
import { readRequest } from '../../scripts/pipeline/requests/read.ts';
import type { Attempt } from '../../scripts/pipeline/requests/record.ts';
import { waitUntil } from '../../scripts/system/wait-until.ts';
import { live } from './sandbox.ts';

async function invoke(payload: unknown): Promise<Attempt> {
  const { clients, outputs, emulator } = live();
  const { requestId = '' } = await invokeFunction(
    clients.lambda,
    outputs.lambda_function_name,
    JSON.stringify(payload),
  );
  // Lambda writes the log after its response.
  return waitUntil(
    async () => {
      const [attempt] = await readRequest(emulator, requestId);
      const names = attempt?.spans.map(({ operation }) => operation);
      return names?.at(-1) === 'PutLogEvents' ? attempt : undefined;
    },
    { what: 'The log of the request', intervalMs: 50, timeoutMs: 300_000 },
  );
}

const callsOf = ({ spans }: Attempt) =>
  spans.filter(({ source }) => source === 'function');

describe('the record of a request', () => {
  test('holds its calls, who may make them and why, and its log', async () => {
    const { outputs } = live();

    const request = await invoke({ count: 30 });

    expect(request).toMatchObject({
      function: outputs.lambda_function_name,
      status: 'ok',
      items: 30,
      denied: 0,
      payload: '{"count":30}',
    });
    expect(
      callsOf(request)
        .map(({ operation }) => operation)
        .sort(),
    ).toEqual(['BatchWriteItem', 'BatchWriteItem', 'PutObject']);
    for (const { iam, principal } of request.spans) {
      expect(iam).toMatchObject({
        allowed: true,
        statement: expect.stringMatching(/ in identity-based policy$/),
      });
      expect(JSON.parse(iam.statements[0] ?? '')).toMatchObject({
        Effect: 'Allow',
        Action: expect.anything(),
        Resource: expect.anything(),
      });
      expect(principal).toContain(':assumed-role/');
    }
    expect(request.log.map(({ line }) => line).join('\n')).toContain(
      'Payments stored',
    );
  });

  test('holds the faults that its calls met, and how each was retried', async () => {
    const { emulator, outputs } = live();
    const faults = createFaultSwitch(emulator, outputs.lambda_role_arn);
    const kinds = ['throttle', 'drop', 'unprocessed'] as const;
    await faults.turnOn({ rate: 0.5, seed: '7', kinds });

    // A draw for each of 21 calls: all of them are spared once in two million runs.
    const request = await invoke({ count: 500 }).finally(() =>
      faults.turnOff(),
    );

    expect(request).toMatchObject({ status: 'ok', items: 500 });
    const calls = callsOf(request);
    const failed = calls.filter(({ fault }) => fault !== null);
    expect(failed).toHaveLength(request.faults);
    expect(failed.length).toBeGreaterThan(0);
    // Each call that failed was made once more.
    const retried = calls.filter(({ retry }) => retry > 0);
    expect(retried).toHaveLength(failed.length);
    expect(calls.every(({ durationMs }) => durationMs !== null)).toBe(true);
  });

  test('holds each attempt of an event, and where Lambda sent it in the end', async () => {
    const { clients, emulator, outputs } = live();
    const stream = followRequests(emulator);
    // The stream is open once the request for its first event is on its way.
    const first = stream.next();
    await clients.lambda.send(
      new InvokeCommand({
        FunctionName: outputs.lambda_function_name,
        InvocationType: 'Event',
        Payload: Buffer.from('{"count":-7}'),
      }),
    );
    const { value } = await first;
    await stream.return(undefined);

    const attempts = await waitUntil(
      async () => {
        const found = await readRequest(emulator, value?.id ?? '');
        const services = found.at(-1)?.spans.map(({ service }) => service);
        return services?.includes('sqs') ? found : undefined;
      },
      { what: 'The end of the event', intervalMs: 200, timeoutMs: 300_000 },
    );

    expect(
      attempts.map(({ attempt, status, invocationType }) => [
        attempt,
        status,
        invocationType,
      ]),
    ).toEqual([1, 2, 3].map((attempt) => [attempt, 'failed', 'Event']));
    expect(attempts[0]?.error).toMatchObject({
      type: 'InvalidRequestError',
      frames: expect.arrayContaining([expect.stringContaining('request.ts')]),
    });
    const sent = attempts[2]?.spans.find(({ service }) => service === 'sqs');
    expect(sent).toMatchObject({ source: 'lambda', status: 200 });
    const QueueUrl = outputs.dead_letter_queue_url;
    await clients.sqs.send(new PurgeQueueCommand({ QueueUrl }));
  });
});
