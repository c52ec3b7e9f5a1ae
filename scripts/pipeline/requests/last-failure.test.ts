import { describe, expect, it } from 'vitest';
import { json, startEmulator } from '../../emulator/test-support/emulator.ts';
import { describeLastFailure } from './last-failure.ts';
import { recorded, summary } from './test-support/recorded.ts';

const path = '/_sandbox/requests';
const list = `${path}?limit=2000&status=failed&account=1`;
const since = new Date('2026-11-27T04:00:00Z');

const failed = (id: string, changes = {}) =>
  summary({ id, status: 'failed', ...changes });

describe('describeLastFailure', () => {
  it.each([
    ['the newest', [failed('b'), failed('a')], 'b'],
    ['one with a denied call', [failed('b'), failed('a', { denied: 1 })], 'a'],
  ])('shows %s', async (_, requests, expected) => {
    await using emulator = await startEmulator({
      [list]: json({ requests, dropped: 0, capacity: 2000 }),
      [`${path}/${expected}`]: json(
        recorded({ id: expected, status: 'failed' }),
      ),
    });

    await expect(describeLastFailure(emulator, '1', since)).resolves.toMatch(
      `✘ ${expected}  failed after 1000 ms`,
    );
  });

  it('is empty without a failure since then', async () => {
    const requests = [failed('a', { startedAt: '2026-11-27T03:59:59.000Z' })];
    await using emulator = await startEmulator({
      [list]: json({ requests, dropped: 0, capacity: 2000 }),
    });

    await expect(describeLastFailure(emulator, '1', since)).resolves.toBe('');
  });

  it('is empty if the emulator has gone', async () => {
    const gone = { endpoint: 'http://127.0.0.1:1', secretAccessKey: 'secret' };

    await expect(describeLastFailure(gone, '1', since)).resolves.toBe('');
  });
});
