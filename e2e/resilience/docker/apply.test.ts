import { afterAll, describe, expect, inject, test } from 'vitest';
import { containerOf } from '../../support/container.ts';
import { startMake } from '../../support/make.ts';

const checkout = inject('checkout');
const settings = ['ENGINE=docker', `PORT=${inject('port')}`, 'AUTOSAVE=0'];
const container = containerOf(checkout);

const start = (target: string) => startMake(checkout, [target, ...settings]);
const make = (target: string) => start(target).ended;
/** An apply takes place, whatever an earlier suite has saved. */
const startApply = () =>
  startMake(checkout, ['local-up', 'FRESH=1', ...settings]);

afterAll(() => make('local-down'));

// One scenario: each test continues where the previous one ended.
describe('a container that is broken in the middle of an apply', () => {
  test('is reported at once when it is killed', async () => {
    const up = startApply();
    await up.prints('created');

    container.kill();
    const { exitCode, output } = await up.ended;
    const status = await make('status');

    expect(exitCode).not.toBe(0);
    expect(output).toContain('LocalStack ended while Terraform was working.');
    expect(output).toContain(
      'Next: `make local-up`, which starts another emulator',
    );
    expect(status.output).toMatch(/Emulator +not running/);
    expect(status.output).toContain('local: lost with its emulator');
  });

  test('is reported at once when it is restarted', async () => {
    const up = startApply();
    await up.prints('created');

    container.restart();
    const { exitCode, output } = await up.ended;
    await container.waitUntilHealthy();
    const payments = await make('payments');

    expect(output).toContain('The emulator was restarted since stack local');
    expect(exitCode).not.toBe(0);
    expect(output).toMatch(
      /LocalStack (ended|was restarted) while Terraform was working/,
    );
    expect(output).toContain(
      'Next: `make local-up`, which starts another emulator',
    );
    expect(payments.exitCode).not.toBe(0);
    expect(payments.output).toContain('is not applied in the running emulator');
    expect(payments.output).toContain('Next: `make local-up`');
  });

  test('ends the apply when its disk is full, with the state written', async () => {
    const up = startApply();
    await up.prints('… Applying');

    container.fillDisk();
    const results = [await up.ended, await make('local-up')];
    container.emptyDisk();

    for (const { exitCode, output } of results) {
      expect(exitCode).not.toBe(0);
      expect(output).toContain("LocalStack's disk is full.");
      expect(output).toMatch(/container [0-9a-f]{12} has 0\.0 MiB left/);
      expect(output).toContain('Next: `make local-down`, then `make local-up`');
    }
  });

  test('is waited for while it is paused, and loses nothing', async () => {
    const up = startApply();
    await up.prints('created');

    await container.pause();
    await up.prints('! LocalStack is paused, container ');
    const status = await make('status');
    container.unpause();
    const { exitCode, output } = await up.ended;

    expect(status.output).toMatch(/Emulator .* does not respond, .*\(paused\)/);
    expect(output).toContain('✔ LocalStack is responding again');
    expect(output).toContain('3 payments in the table.');
    expect(exitCode).toBe(0);
  });
});
