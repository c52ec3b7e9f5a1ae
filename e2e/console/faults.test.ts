import { afterAll, expect, test } from 'vitest';
import { callApi } from './support/api.ts';
import { invoke, make } from './support/sandbox.ts';
import { visitConsole } from './support/visit.ts';

const { visitor, page } = visitConsole();

const button = (name: string | RegExp) => page().getByRole('button', { name });

const shows = (text: string) =>
  page().getByRole('switch', { name: text }).waitFor();

interface State {
  faults: { faults_enabled: boolean; rate: number; seed: string };
}

const readFaults = async () => (await callApi<State>('GET', '/faults')).faults;

afterAll(() => callApi('DELETE', '/faults'));

test('faults are turned on with rate, seed and kinds, and counted', async () => {
  await visitor().open('/faults');
  await page().getByLabel('Rate in percent').fill('50');
  await page().getByLabel('Seed').fill('7');
  await button('Turn on').click();
  await page().getByText('Faults are on').first().waitFor();
  expect(await readFaults()).toMatchObject({
    faults_enabled: true,
    rate: 0.5,
    seed: '7',
  });

  // A draw for each of 21 calls: all of them are spared once in two million runs.
  await invoke({ count: 500 });

  const share = page().getByRole('region', { name: /^Share/ });
  await expect
    .poll(() => share.textContent())
    .toMatch(/met a fault: [1-9]\d* of \d+/);
  await share.getByRole('link').click();
  await page().getByRole('grid').locator('tbody tr').first().waitFor();
});

test('the switch turns them off and on', async () => {
  await visitor().open('/faults');
  const faults = page().getByRole('switch');
  await expect.poll(() => faults.isChecked()).toBe(true);

  await faults.click();
  await shows('Faults are off');
  expect((await readFaults()).faults_enabled).toBe(false);
  await faults.click();
  await shows('Faults are on');
  expect((await readFaults()).faults_enabled).toBe(true);
  await button('Turn off').click();
  await shows('Faults are off');
  expect((await readFaults()).faults_enabled).toBe(false);
});

test('of two clicks at once, each counts', async () => {
  await visitor().open('/faults');
  const kinds = page()
    .getByRole('group', { name: 'Kinds' })
    .getByRole('checkbox');
  await kinds.first().waitFor();
  // Before the page shows the first of them.
  const click = (boxes: { click(): void }[]) => {
    for (const box of boxes.slice(0, 2)) {
      box.click();
    }
  };

  await kinds.evaluateAll(click);
  await expect.poll(() => kinds.nth(0).isChecked()).toBe(false);
  expect(await kinds.nth(1).isChecked()).toBe(false);

  const faults = page().getByRole('switch');
  await faults.evaluate((box: { click(): void }) => {
    box.click();
    box.click();
  });
  await expect
    .poll(async () => (await readFaults()).faults_enabled)
    .toBe(false);
  await shows('Faults are off');
  expect(await faults.isChecked()).toBe(false);
});

test('what a terminal turns on is shown, and copied', async () => {
  await visitor().open('/faults');

  await make('faults', { RATE: '0.25', SEED: '42', KINDS: 'throttle' });

  await page().getByText('Faults are on').first().waitFor();
  await page().getByText('25 % of calls, seed 42, 1 kind').waitFor();
  await visitor().open('/faults');
  await button(/^Copy as make faults/).click();
  await expect
    .poll(() => visitor().copied())
    .toBe('make faults RATE=0.25 SEED=42 KINDS=throttle');
  await button('Turn off').click();
  await page().getByText('Faults are off').first().waitFor();
});

test('no kind, no faults', async () => {
  await visitor().open('/faults');
  const chosen = page()
    .getByRole('group', { name: 'Kinds' })
    .getByRole('checkbox', { checked: true });

  // Before the form is there, no kind is chosen.
  await chosen.first().waitFor();
  while ((await chosen.count()) > 0) {
    await chosen.first().click();
  }

  await page().getByRole('alert').waitFor();
  expect(await button('Turn on').isDisabled()).toBe(true);
});
