import { expect, test } from 'vitest';
import { invoke, origin, unique } from './support/sandbox.ts';
import { visitConsole } from './support/visit.ts';

const { visitor, page } = visitConsole();

const lines = () =>
  page().getByRole('region', { name: 'Log lines, newest last' });
const button = (name: string | RegExp) => page().getByRole('button', { name });

test('a new line appears without a reload', async () => {
  const seed = unique('logged');
  await invoke({ count: 1, seed: unique('first') });
  await visitor().open('/logs');
  await lines().waitFor();

  await invoke({ count: 1, seed });

  await lines().getByText(seed).first().waitFor();
});

test('lines are filtered by level, text and request', async () => {
  const seed = unique('wanted');
  const id = await invoke({ count: 1, seed });
  await invoke({ count: -1 });
  await visitor().open('/logs');
  await lines().getByText(seed).first().waitFor();

  await button('error').click();
  await lines().getByText(seed).first().waitFor({ state: 'detached' });
  await lines().getByText('ERROR').first().waitFor();
  await button('all').click();
  await page().getByLabel('Filter by text').fill('no such text');
  await page().getByText('No line matches the filter.').waitFor();
  await button('Show all').click();

  await visitor().open(`/logs?request=${id}`);
  await lines().getByText(seed).first().waitFor();
  expect(await lines().getByText('ERROR').count()).toBe(0);
  expect(page().url()).toBe(`${origin}/logs?request=${id}`);
});

test('a line opens to its fields and its request', async () => {
  const seed = unique('opened');
  const id = await invoke({ count: 1, seed });
  await visitor().open('/logs');

  await lines().getByText(seed).first().click();

  await lines().getByText(`"${seed}"`).first().waitFor();
  await lines()
    .getByRole('link', { name: /^Request/ })
    .click();
  await page().waitForURL(`${origin}/requests/${id}`);
});

test('stands still while it is paused', async () => {
  const seed = unique('paused');
  await invoke({ count: 1 });
  await visitor().open('/logs');
  await lines().waitFor();
  await button('Pause').click();

  await invoke({ count: 1, seed });

  await page()
    .getByText(/[1-9]\d* new/)
    .waitFor();
  expect(await lines().getByText(seed).count()).toBe(0);
  await button(/^Pause/).click();
  await lines().getByText(seed).first().waitFor();
});

test('is copied as the command that follows the same', async () => {
  await visitor().open('/logs?level=warn');

  await button(/^Copy as make logs/).click();

  await expect
    .poll(() => visitor().copied())
    .toBe('make logs LEVEL=warn FOLLOW=1');
});
