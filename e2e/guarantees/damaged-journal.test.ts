import { gzipSync } from 'node:zlib';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, describe, expect, test } from 'vitest';
import { reconcile } from '../../scripts/guarantees/reconcile/reconcile.ts';
import {
  putJournalObject,
  readJournalObject,
} from '../support/journal-object.ts';
import { countPayments, expectNoDifference, invoke, live } from './sandbox.ts';

const replay = 'journal/damaged.ndjson.gz';

const cases: [string, (lines: string[]) => Uint8Array | string[], string][] = [
  [
    'is cut off',
    (lines) => {
      const whole = gzipSync(lines.map((line) => `${line}\n`).join(''));
      return whole.subarray(0, whole.length - 20);
    },
    'unexpected end of file',
  ],
  ['is no gzip', () => Buffer.from('payments'), 'incorrect header check'],
  ['has a wrong line', (lines) => lines.with(2, 'payment'), 'see line 3'],
  [
    'has a wrong attribute',
    (lines) => lines.with(2, (lines[2] ?? '').replace('"EUR"', '"XXX"')),
    'see line 3',
  ],
  [
    'has a wrong decimal',
    (lines) =>
      lines.with(2, (lines[2] ?? '').replace(/"amount":"/, '"amount":"-')),
    'see line 3',
  ],
  [
    'has 100,000 lines',
    (lines) =>
      Array.from({ length: 100_000 }, (_, index) =>
        (lines[0] ?? '').replace(
          /"payment_id":"[^"]{8}/,
          `"payment_id":"${index.toString(16).padStart(8, '0')}`,
        ),
      ),
    'see line 10001',
  ],
  [
    'has a line of 100 MB',
    () => gzipSync(Buffer.alloc(100 * 2 ** 20, 'x'), { level: 1 }),
    'at most 4096 characters',
  ],
  ['has 17 MiB', () => Buffer.alloc(17 * 2 ** 20), 'at most 16777216 bytes'],
];

const removeObject = () =>
  live().clients.s3.send(
    new DeleteObjectCommand({
      Bucket: live().outputs.s3_bucket_name,
      Key: replay,
    }),
  );

describe('a damaged journal object', () => {
  // Other tests of this stack expect no difference.
  afterAll(removeObject);

  test.each(cases)('is refused when it %s', async (_, damage, reason) => {
    const { journal_key } = await invoke({ count: 5, seed: 'damage' });
    const lines = (await readJournalObject(live(), journal_key)).map((line) =>
      line
        .replace(/"currency":"\w+"/, '"currency":"EUR"')
        .replace(/"amount":"[^"]+"/, '"amount":"1.00"'),
    );
    const before = await countPayments();
    await putJournalObject(live(), replay, damage(lines));

    const response = await invoke({ replay });

    expect(response.errorType).toBe('CorruptJournalError');
    expect(response.errorMessage).toContain(replay);
    expect(response.errorMessage).toContain(reason);
    expect(await countPayments()).toBe(before);
    const { unreadable } = await reconcile(live().clients, live().outputs);
    expect(unreadable).toEqual([
      expect.objectContaining({ objectKey: replay }),
    ]);
  });

  test('is found by reconcile, and does not affect other objects', async () => {
    await putJournalObject(live(), replay, ['payment']);
    const report = await reconcile(live().clients, live().outputs);
    expect(report.unreadable).toEqual([
      expect.objectContaining({ objectKey: replay, line: 1 }),
    ]);

    await removeObject();
    await expectNoDifference();
  });
});
