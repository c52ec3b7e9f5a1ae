import { describe, expect, it } from 'vitest';
import { json, startEmulator } from '../../emulator/test-support/emulator.ts';
import { summary } from '../../pipeline/requests/test-support/recorded.ts';
import { readRequestIds } from './request-ids.ts';

const path = '/_sandbox/requests?limit=2000&account=000000000000';
const uuid = '0f6258f9-e638-43f3-8bfc-8a107beacc2d';

describe('readRequestIds', () => {
  it('finds the first request that had an idempotency key', async () => {
    const payload = '{"count":3,"idempotency_key":"order-1"}';
    const requests = [
      summary({ id: 'again', payload }),
      summary({ id: 'first', payload }),
      summary({ id: 'cut', payload: '{"idempotency_key":"ord' }),
    ];
    await using emulator = await startEmulator({
      [path]: json({ requests, dropped: 0, capacity: 2000 }),
    });

    const find = await readRequestIds(emulator);

    expect(find('journal/order-1.ndjson.gz')).toBe('first');
    expect(find('journal/order-2.ndjson.gz')).toBeNull();
    expect(find(`journal/${uuid}.ndjson.gz`)).toBe(uuid);
    expect(find(null)).toBeNull();
  });

  it('finds ids in names where no requests are recorded', async () => {
    await using emulator = await startEmulator({
      [path]: json({ recording: false }, 404),
    });

    const find = await readRequestIds(emulator);

    expect(find(`journal/${uuid}.ndjson.gz`)).toBe(uuid);
    expect(find('journal/order-1.ndjson.gz')).toBeNull();
  });
});
