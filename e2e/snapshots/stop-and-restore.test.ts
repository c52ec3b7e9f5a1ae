import {
  globSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { findFreePort } from '../../scripts/system/ports.ts';
import { waitUntil } from '../../scripts/system/wait-until.ts';
import {
  changeState,
  fail,
  kill,
  make,
  pathOf,
  readState,
  run,
} from './support/sandbox.ts';

/** What Terraform would change, because other tests have changed the resources. */
const changesIn = (plan: string) =>
  plan.split('\n').filter((line) => /^( +[#~+-]|No changes)/.test(line));

const file = (name: string) => pathOf('snapshots', `${name}.snapshot`);

async function countPayments(): Promise<number> {
  const [, count = ''] =
    /^([\d,]+) payments\b/m.exec(await make('payments')) ?? [];
  return Number(count.replaceAll(',', ''));
}

beforeAll(async () => {
  await make('local-up', { AUTOSAVE: '0' });
  await changeState('first', 60);
});

// One scenario: each test continues where the previous one ended.
describe('make snapshot and make restore', () => {
  test('bring back exactly what was saved', async () => {
    const saved = await readState();
    await make('snapshot', { NAME: 'before-load' });
    await make('load', { COUNT: '1000' });
    await changeState('second', 40);
    expect(await readState()).not.toEqual(saved);

    await make('restore', { NAME: 'before-load' });

    expect(await readState()).toEqual(saved);
    await make('invoke', { COUNT: '3' });
  });

  test('list and delete snapshots', async () => {
    expect(await make('snapshots')).toMatch(
      /^before-load +\d+ (s|min) +[\d.]+ (k|M)B +[0-9a-f]{12} +\d+$/m,
    );
    expect(await fail('restore', { NAME: 'other' })).toContain(
      'There is no snapshot other.',
    );

    await make('snapshot-delete', { NAME: 'before-load' });

    expect(await make('snapshots')).not.toContain('before-load');
  });
});

describe('make stop', () => {
  test('is followed by a make local-up that continues, without Terraform', async () => {
    const saved = await readState();

    await make('stop');

    expect(await make('status')).toContain('Its state was saved ');
    expect(await fail('payments')).toContain('Its state was saved ');
    const output = await make('local-up');
    expect(output).toContain('nothing to apply');
    expect(output).not.toContain('Applying');
    expect(await readState()).toEqual(saved);
    await make('invoke', { COUNT: '3' });
  });

  test('may be followed by one on another port, which becomes the address of the stack', async () => {
    const changes = changesIn(await make('plan'));
    await make('stop');
    const PORT = String(await findFreePort());

    const output = await make('local-up', { PORT, AUTOSAVE: '0' });

    expect(output).toContain('nothing to apply');
    expect(JSON.parse(await make('outputs')).dead_letter_queue_url).toContain(
      `http://127.0.0.1:${PORT}/`,
    );
    expect(changesIn(await make('plan', { PORT }))).toEqual(changes);
  });

  test('refuses a damaged save by name, and keeps it', async () => {
    await make('stop');
    truncateSync(file('autosave'), statSync(file('autosave')).size - 1);

    const output = await make('local-up', { AUTOSAVE: '0' });

    expect(output).toMatch(/autosave cannot be restored\. .*set-aside-\d{14}/);
    // Of the stack as it was applied, which needs no Terraform either.
    expect(output).toContain('✔ Restoring applied-');
    expect(output).toContain('3 payments in the table.');
    expect(output).not.toContain('Applying');
    expect(await make('snapshots')).toMatch(/^set-aside-\d{14} /m);
  });

  test('refuses a snapshot that another checkout made', async () => {
    await make('snapshot', { NAME: 'foreign' });
    const [, rest = ''] = readFileSync(file('foreign'), 'latin1').split(
      /(?<=\n)(.*)/s,
    );
    writeFileSync(
      file('foreign'),
      `payments-sandbox snapshot 1 ${'0'.repeat(64)}\n${rest}`,
      'latin1',
    );
    const before = await readState();

    expect(await fail('restore', { NAME: 'foreign' })).toContain(
      'Snapshot foreign cannot be restored.',
    );

    expect(await readState()).toEqual(before);
  });
});

describe('an emulator that is killed', () => {
  test('has lost at most what came after its last automatic save', async () => {
    await make('stop');
    await make('local-up', { AUTOSAVE: '1' });
    const started = Date.now();
    await make('load', { COUNT: '500' });
    const count = await countPayments();
    const listed = new RegExp(
      `^autosave .* ${count.toLocaleString('en')}$`,
      'm',
    );
    await waitUntil(
      async () =>
        (statSync(file('autosave')).mtimeMs > started &&
          listed.test(await make('snapshots'))) ||
        undefined,
      { what: 'An automatic save', intervalMs: 500, timeoutMs: 300_000 },
    );

    kill();
    const output = await make('local-up', { AUTOSAVE: '0' });

    expect(output).not.toContain('Applying');
    expect(await countPayments()).toBe(count);
    expect(await make('plan')).toContain('No changes.');
    await make('reconcile');
  });
});

describe('a save during an invocation that takes longer than it waits', () => {
  test('holds half of the payments; make reconcile FIX=1 writes the others', async () => {
    const before = await countPayments();
    await make('faults', { RATE: '1', SEED: '1', KINDS: 'latency' });
    const invocation = run('invoke', { COUNT: '10000' });
    await waitUntil(async () => (await countPayments()) > before || undefined, {
      what: 'A payment of the running invocation',
      intervalMs: 100,
      timeoutMs: 300_000,
    });

    await make('snapshot', { NAME: 'half' });

    const { exitCode, output } = await invocation;
    expect(exitCode, output).toBe(0);
    await make('faults', { OFF: '1' });
    await make('restore', { NAME: 'half' });
    expect(await fail('reconcile')).toMatch(/^missing +[1-9]\d*$/m);
    await make('reconcile', { FIX: '1' });
    expect(await countPayments()).toBe(before + 10_000);
    await make('reconcile');
    await make('snapshot-delete', { NAME: 'half' });
  });
});

describe('make local-up FRESH=1', () => {
  test('applies, although its state was saved, and saves the applied stack again', async () => {
    await make('stop');
    const started = Date.now();

    const output = await make('local-up', { FRESH: '1', AUTOSAVE: '0' });

    expect(output).toContain('✔ Applying stack local');
    expect(output).toContain('3 payments in the table.');
    const saves = globSync(file('applied-*')).map((name) => statSync(name));
    expect(saves.filter(({ mtimeMs }) => mtimeMs > started)).toHaveLength(1);
  });
});

describe('make local-down', () => {
  test('destroys everything; the next make local-up restores what was applied last', async () => {
    await make('local-down');

    const output = await make('local-up', { AUTOSAVE: '0' });

    expect(output).toContain('✔ Restoring applied-');
    expect(output).not.toContain('Applying');
    expect(output).toContain('3 payments in the table.');
    expect(await make('plan')).toContain('No changes.');
  });
});
