import { expect, test } from 'vitest';
import { make, unique } from './support/sandbox.ts';
import { visitConsole } from './support/visit.ts';

const { visitor, page } = visitConsole();

const button = (name: string | RegExp) => page().getByRole('button', { name });
const json = () => page().getByRole('textbox', { name: 'JSON' });
const field = (name: string) =>
  page().getByRole('group', { name: 'Fields' }).getByRole('textbox', { name });
const response = () => page().getByRole('region', { name: 'Response' });

test('each preset is a payload of the form', async () => {
  await visitor().open('/invoke');
  const presets = page()
    .getByRole('group', { name: 'Presets' })
    .getByRole('button');
  await presets.first().waitFor();
  const names = await presets.allTextContents();

  const payloads = new Set<string>();
  for (const name of names) {
    // No preset is empty, so what follows is this one's.
    await json().fill('');
    await button(name).click();
    await expect.poll(() => json().inputValue()).not.toBe('');
    payloads.add(await json().inputValue());
  }

  expect(payloads.size).toBe(names.length);
  expect(names.length).toBeGreaterThan(3);
});

test('what is typed in a field is sent, and its response shown', async () => {
  const seed = unique('typed');
  await visitor().open('/invoke');
  await button('Three payments').click();
  await field('count').fill('2');
  await field('seed').fill(seed);
  await expect
    .poll(async () => JSON.parse(await json().inputValue()))
    .toEqual({ count: 2, seed });

  await button('Send').click();

  await response().getByText('"payment_ids"').waitFor();
  expect(await make('requests', { FORMAT: 'json' })).toContain(seed);
});

test('a refused payload is marked, and its error shown', async () => {
  await visitor().open('/invoke');
  await json().fill('{"count": ');
  await page().getByText('This is not JSON').waitFor();
  await expect
    .poll(() => button('Send').getAttribute('aria-disabled'))
    .toBe('true');

  await json().fill('{"count": -1}');
  await button('Send anyway').click();

  await response().getByText('InvalidRequestError').first().waitFor();
});

test('the payload is copied as commands', async () => {
  await visitor().open('/invoke');
  await button('The same three each time').click();

  await button(/^Copy as make invoke/).click();

  await expect
    .poll(() => visitor().copied())
    .toBe(`make invoke PAYLOAD='{"count":3,"seed":"demo"}'`);
});

test('a small load reports its rate', async () => {
  await visitor().open('/invoke');
  const load = page().getByRole('region', { name: 'Load', exact: true });
  await load.getByRole('textbox', { name: 'count' }).fill('200');

  await load.getByRole('button', { name: 'Start the load' }).click();

  await load
    .getByText('All payments were written')
    .waitFor({ timeout: 240_000 });
  expect(await load.locator('pre').textContent()).toContain('200');
});
