import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireEmulator } from '../scripts/emulator/emulator.ts';
import { waitUntil } from '../scripts/system/wait-until.ts';
import { Checkout } from './support/checkout.ts';
import { installed } from './support/restored-sandbox.ts';

const smallRun = '1000-0ddba1';
const largeRun = '10000-0ddba1';

const checkout = new Checkout();
/** Nothing is saved: e2e/snapshots tests what is. */
const unsaved = { AUTOSAVE: '0' };

async function succeed(name: string, settings: Record<string, string> = {}) {
  const { exitCode, output } = await checkout.run(name, {
    ...unsaved,
    ...settings,
  });
  expect(exitCode, output).toBe(0);
}

async function exportPayments(): Promise<Set<string>> {
  const FILE = checkout.path('payments.ndjson');
  await succeed('export', { FORMAT: 'ndjson', FILE });
  return new Set(readFileSync(FILE, 'utf8').trimEnd().split('\n'));
}

beforeAll(async () => {
  // The engine of the emulator that the suite runs against.
  const { engine } = await requireEmulator();
  await checkout.create(engine, installed);
  await checkout.up(unsaved);
});

afterAll(() => checkout.remove());

describe('an emulator that is killed in the middle of a load', () => {
  let stored: Set<string>;

  test('is reported by the load, which explains how to continue', async () => {
    await succeed('load', { RUN: smallRun });
    stored = await exportPayments();
    const load = checkout.run('load', { RUN: largeRun });
    await waitUntil(
      async () =>
        globSync(checkout.path('.local', 'load', `${largeRun}.*`)).length > 0 ||
        undefined,
      {
        what: 'The first response to the load',
        intervalMs: 50,
        timeoutMs: 300_000,
      },
    );

    checkout.killEmulator();

    const { exitCode, output } = await load;
    expect(exitCode, output).toBe(1);
    expect(output).toContain('of 10000 payments are not known to be stored');
    expect(output).toContain('the emulator is gone');
    expect(output).toContain(`\`make load RUN=${largeRun}\``);
  });

  test('is reported by the next command', async () => {
    const { exitCode, output } = await checkout.run('payments');

    expect(exitCode).toBe(1);
    expect(output).toContain('No emulator is running.');
    expect(output).toContain('Next: `make local-up`');
  });

  test('gets the same payments back from the ids of the runs', async () => {
    await succeed('local-up');
    await succeed('load', { RUN: smallRun });
    await succeed('load', { RUN: largeRun });

    const again = await exportPayments();

    // The first three are from `make local-up`, and different each time.
    expect(again.size).toBe(11_003);
    const lost = [...stored].filter((payment) => !again.has(payment));
    expect(lost).toHaveLength(3);
    await succeed('reconcile');
  });
});

describe('a DynamoDB Local that is killed while LocalStack runs', () => {
  let stored: Set<string>;

  beforeAll(async () => {
    await succeed('load', { RUN: smallRun });
    stored = await exportPayments();
    checkout.killDynamoDb();
  });

  test.each(['reconcile', 'payments', 'export', 'load', 'invoke'])(
    'is missed by `make %s`, which says how to get its payments back',
    async (name) => {
      const { exitCode, output } = await checkout.run(name);

      expect(exitCode, output).toBe(1);
      expect(output).toMatch(/Next: `make local-up`.*`make reconcile FIX=1`/);
      // A stack trace.
      expect(output).not.toMatch(/^ {4}at /m);
    },
  );

  test('has its payments back after that', async () => {
    await succeed('local-up');
    await succeed('reconcile', { FIX: '1' });

    const again = await exportPayments();

    expect([...stored].filter((payment) => !again.has(payment))).toEqual([]);
  });
});
