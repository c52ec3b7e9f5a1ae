import { globSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { waitUntil } from '../../../scripts/system/wait-until.ts';
import { containerOf } from '../../support/container.ts';
import { startMake, startMakeGroup } from '../../support/make.ts';

const checkout = inject('checkout');
const container = containerOf(checkout);
const settings = ['ENGINE=docker', `PORT=${inject('port')}`, 'AUTOSAVE=0'];

const start = (...args: string[]) =>
  startMake(checkout, [...args, ...settings]);
const make = (...args: string[]) => start(...args).ended;

async function succeed(...args: string[]): Promise<string> {
  const { exitCode, output } = await make(...args);
  expect(exitCode, output).toBe(0);
  return output;
}

/** Starts a load, and waits for the response to its first request. */
async function startLoad(run: string) {
  const load = startMakeGroup(checkout, ['load', `RUN=${run}`, ...settings]);
  const progress = path.join(checkout, '.local', 'load', `${run}.*`);
  await waitUntil(
    async () => (globSync(progress).length > 0 ? true : undefined),
    { what: 'The first response', intervalMs: 20, timeoutMs: 300_000 },
  );
  return load;
}

/** `make reconcile` compares the table with the journal; this also counts its payments. */
async function expectStored(payments: number): Promise<void> {
  const [listed] = await Promise.all([
    succeed('payments'),
    succeed('reconcile'),
  ]);
  expect(listed).toMatch(new RegExp(`^${payments} payments\\b`, 'm'));
}

beforeAll(() => succeed('local-up'));
afterAll(() => succeed('local-down'));

// One scenario: each test continues where the previous one ended.
describe('a container that is broken in the middle of a load', () => {
  test('keeps its data while it is paused', async () => {
    const load = await startLoad('10000-0ddba1');
    await container.pause();
    await load.prints('! LocalStack is paused, container ');

    const [status, payments] = await Promise.all([
      make('status'),
      make('payments'),
    ]);
    load.signalGroup('SIGINT');
    const { exitCode, output } = await load.ended;
    const up = await succeed('local-up');
    const rest = await succeed('load', 'RUN=10000-0ddba1');

    expect(status.output).toMatch(/does not respond, container .*\(paused\)/);
    expect(payments.exitCode).not.toBe(0);
    expect(payments.output).toContain(
      'It is paused. Its data is kept until it is resumed',
    );
    expect(payments.output).toMatch(/Next: `docker unpause [0-9a-f]{12}`/);
    expect(exitCode).not.toBe(0);
    expect(output).toContain('Next: `make load RUN=10000-0ddba1`');
    expect(up).toContain('✔ Resuming LocalStack');
    expect(up).toContain('nothing to apply');
    expect(rest).toMatch(/payments +10000 of 10000/);
    await expectStored(10_003);
  });

  test('loses no stored payment when its disk is full', async () => {
    const load = await startLoad('20000-0ddba2');
    container.fillDisk();

    const { exitCode, output } = await load.ended;
    const again = await make('load', 'RUN=20000-0ddba2');
    container.emptyDisk();
    const rest = await succeed('load', 'RUN=20000-0ddba2');

    for (const { exitCode: code, output: said } of [
      { exitCode, output },
      again,
    ]) {
      expect(code, said).not.toBe(0);
      expect(said).toContain(
        "not known to be stored. LocalStack's disk is full",
      );
      expect(said).toContain('`make load RUN=20000-0ddba2`');
    }
    expect(rest).toMatch(/payments +20000 of 20000/);
    await expectStored(30_003);
  });

  test('reports that everything is lost when it is restarted without a save', async () => {
    const load = await startLoad('10000-0ddba3');
    container.restart();

    const { exitCode, output } = await load.ended;
    await container.waitUntilHealthy();
    const next = await make('load', 'RUN=10000-0ddba3');
    const up = await succeed('local-up', 'FRESH=1');

    expect(exitCode).not.toBe(0);
    expect(output).toContain('of 10000 payments are not known to be stored');
    expect(output).toMatch(
      /the emulator (was restarted|is gone), and its memory/,
    );
    expect(next.exitCode).not.toBe(0);
    expect(next.output).toContain('is not applied in the running emulator');
    expect(next.output).toContain('Next: `make local-up`');
    expect(up).toContain('The emulator was restarted since stack local');
    // The negative control: a loss is detected.
    await expectStored(3);

    await succeed('load', 'RUN=10000-0ddba3');
    await expectStored(10_003);
  });
});
