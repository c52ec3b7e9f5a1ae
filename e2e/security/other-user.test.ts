import { rmSync } from 'node:fs';
import path from 'node:path';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { inRepository } from '../../scripts/system/paths.ts';
import { findDoors } from './support/listeners.ts';
import { createIntruder } from './support/other-user.ts';
import { findProcesses, openFilesOf } from './support/processes.ts';
import {
  accountId,
  checkout,
  clientsOf,
  developer,
  endpoint,
  engine,
  names,
  region,
} from './support/sandbox.ts';
import { leaveDeadLetter, readState } from './support/state.ts';

const { lambda, s3 } = clientsOf(developer);

let intruder: Awaited<ReturnType<typeof createIntruder>>;
beforeAll(async () => {
  intruder = await createIntruder();
});
afterAll(() => {
  if (intruder) {
    rmSync(intruder.folder, { recursive: true });
  }
});

async function invoke(): Promise<{ payment_ids?: string[] }> {
  const { Payload } = await lambda.send(
    new InvokeCommand({
      FunctionName: names.functionName,
      Payload: Buffer.from('{"count":1}'),
    }),
  );
  return JSON.parse(Payload?.transformToString() ?? '{}');
}

/** The copy shares the downloads of this checkout, which may be below /tmp. */
const isShared = (file: string) =>
  ['/tmp/', '/var/tmp/', '/dev/shm/'].some((each) => file.startsWith(each)) &&
  ![checkout, inRepository()].some((own) => file.startsWith(`${own}/`));

/** AWS's errors for an unknown key and for a wrong secret. */
const refused =
  /^(InvalidClientTokenId|InvalidAccessKeyId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException)$/;

const eventSchema = z.object({ status: z.number(), event: z.string() });

const processesSchema = z.array(
  z.object({
    environment: z.string().optional(),
    command: z.string().optional(),
    killed: z.boolean(),
  }),
);

describe('another user of the machine', () => {
  test.each([accountId, '111111111111', 'test', 'AKIAIOSFODNN7EXAMPLE'])(
    'can do nothing with the key %s and a made-up secret',
    async (accessKeyId) => {
      await leaveDeadLetter();
      const before = await readState();

      const outcomes = await intruder.try(
        'useApi',
        { endpoint, accessKeyId, ...names },
        z.record(z.string(), z.string()),
      );

      for (const [call, outcome] of Object.entries(outcomes)) {
        expect(outcome, call).toMatch(refused);
      }
      expect(await readState()).toEqual(before);
    },
  );

  test('cannot take an event from an execution environment', async () => {
    await invoke();
    const doors = findDoors('LocalStack');

    const polls = doors.map((door) =>
      intruder.try('takeEvent', door, eventSchema),
    );
    // By now the polls are waiting, or were refused.
    await Promise.race([
      ...polls,
      new Promise((wake) => setTimeout(wake, 1000)),
    ]);
    const response = await invoke();

    expect(response.payment_ids).toHaveLength(1);
    expect(response.payment_ids).not.toContain('made-up');
    for (const poll of await Promise.all(polls)) {
      // In a container the port is not reachable at all.
      expect(poll).toMatchObject({
        event: expect.not.stringContaining('count'),
      });
      expect([0, 403, 404]).toContain(poll.status);
      expect(poll).not.toMatchObject({ event: 'TimeoutError' });
    }
  });

  test('cannot bypass LocalStack to read or write a table', async () => {
    const doors = findDoors('DynamoDB Local');
    expect(doors).toHaveLength(1);
    const before = await readState();

    for (const accessKeyId of [
      `${accountId}${region}`.replaceAll('-', ''),
      accountId,
      developer.accessKeyId,
    ]) {
      const found = await intruder.try(
        'readTable',
        { endpoint: doors[0], accessKeyId, table: names.table },
        z.looseObject({ tables: z.array(z.string()) }),
      );

      expect(found).toMatchObject({ tables: [] });
      expect(found).not.toMatchObject({ scan: 'done' });
      expect(found).not.toMatchObject({ put: 'done' });
    }
    expect(await readState()).toEqual(before);
  });

  test('cannot read a file below .local', async () => {
    const folder = path.join(checkout, '.local');

    expect(
      await intruder.try('readFiles', folder, z.array(z.string())),
    ).toEqual([]);
  });

  // A container has its own temporary folder.
  if (engine === 'host') {
    test('shares no folder with the data of the sandbox', async () => {
      // LocalStack keeps up to 512 KB in memory.
      const object = { Bucket: names.bucket, Key: 'large' };
      await s3.send(
        new PutObjectCommand({ ...object, Body: Buffer.alloc(1 << 20) }),
      );

      const files = findProcesses().flatMap(({ pid }) => openFilesOf(pid));
      await s3.send(new DeleteObjectCommand(object));

      expect(files.some((file) => file.startsWith(checkout))).toBe(true);
      expect(files.filter(isShared)).toEqual([]);
    });
  }

  test('cannot read a secret of a process, or end one', async () => {
    const pids = findProcesses().map(({ pid }) => pid);

    const seen = await intruder.try('readProcesses', pids, processesSchema);

    expect(seen.length).toBeGreaterThanOrEqual(3);
    for (const { environment, command, killed } of seen) {
      expect(environment).toBeUndefined();
      expect(command ?? '').not.toContain(developer.secretAccessKey);
      expect(killed).toBe(false);
    }
  });
});
