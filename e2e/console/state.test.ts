import { expect, test } from 'vitest';
import { callApi } from './support/api.ts';
import { pay } from './support/break.ts';
import { make, port, unique } from './support/sandbox.ts';
import { visitConsole } from './support/visit.ts';

const { visitor, page } = visitConsole();

const panel = (name: string) => page().getByRole('region', { name });

const countPayments = async () =>
  (await callApi<{ stored: number }>('GET', '/payments?limit=1')).stored;

test('the emulator, its stack and IAM are as `make status` says', async () => {
  await visitor().open('/state');

  const emulator = panel('Emulator and stack');
  await emulator.getByText('running').waitFor();

  for (const text of [
    `http://127.0.0.1:${port}`,
    'enforced: a role without a policy was just denied',
    'local: applied',
  ]) {
    await expect.poll(() => emulator.textContent()).toContain(text);
  }
  expect(await make('status')).toContain('applied');
});

test('a state is saved, restored and deleted', async () => {
  const name = unique('browser');
  await visitor().open('/state');
  const snapshots = panel('Snapshots');
  await snapshots.getByLabel('Name of the snapshot').fill(name);
  await snapshots.getByRole('button', { name: 'Save', exact: true }).click();
  await snapshots.getByText(`Saved ${name}.`).waitFor({ timeout: 240_000 });
  const before = await countPayments();
  await pay(2);
  expect(await countPayments()).toBe(before + 2);

  await snapshots
    .getByRole('button', { name: `Restore ${name}`, exact: true })
    .click();
  const dialog = page().getByRole('dialog', { name: `Restore ${name}?` });
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await snapshots.getByText(`Restored ${name}.`).waitFor({ timeout: 240_000 });
  expect(await countPayments()).toBe(before);

  await snapshots
    .getByRole('button', { name: `Delete ${name}`, exact: true })
    .click();
  const deletion = page().getByRole('dialog', { name: `Delete ${name}?` });
  await deletion.waitFor();
  await page().keyboard.press('Escape');
  await deletion.waitFor({ state: 'hidden' });
  expect(await make('snapshots')).toContain(name);
  await snapshots
    .getByRole('button', { name: `Delete ${name}`, exact: true })
    .click();
  await deletion.getByRole('button', { name: 'Delete' }).click();
  await snapshots.getByText(`Deleted ${name}.`).waitFor();
  expect(await make('snapshots')).not.toContain(name);
});

test('a name that is none is refused before it is sent', async () => {
  await visitor().open('/state');
  const snapshots = panel('Snapshots');

  await snapshots.getByLabel('Name of the snapshot').fill('no name/');

  await expect
    .poll(() =>
      snapshots
        .getByRole('button', { name: 'Save', exact: true })
        .getAttribute('aria-disabled'),
    )
    .toBe('true');
});

test('alarms, permissions and what a promotion needs are listed', async () => {
  await visitor().open('/state');

  await expect
    .poll(() => panel('Alarms').getByRole('listitem').count())
    .toBeGreaterThan(0);
  await panel('Promotion').getByText('make e2e').first().waitFor();
  await panel('Permissions').getByText('make e2e').first().waitFor();
});

test('the theme is kept', async () => {
  await visitor().open('/state');
  await page().getByLabel('Theme').selectOption('dark');
  await page().reload();

  await expect.poll(() => page().getByLabel('Theme').inputValue()).toBe('dark');
  await page().getByLabel('Theme').selectOption('system');
});
