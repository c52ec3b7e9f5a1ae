import { describe, expect, test } from 'vitest';
import { invoke, make, origin, unique } from './support/sandbox.ts';
import { visitConsole } from './support/visit.ts';

const { visitor, page } = visitConsole();

const rows = () =>
  page().getByRole('grid', { name: 'Requests' }).locator('tbody tr');
const rowOf = (text: string) => rows().filter({ hasText: text });

/** Presses a key, and waits as a person does for the row that it leads to. */
async function pressTo(key: string, row: number): Promise<void> {
  await page().keyboard.press(key);
  await expect
    .poll(() => page().locator('tr:focus').getAttribute('data-index'))
    .toBe(String(row));
}

describe('the list of requests', () => {
  test('is the start page, and shows a request of the terminal at once', async () => {
    await visitor().open('/');
    await page().getByText('Live').waitFor();
    const seed = unique('terminal');
    const loads: string[] = [];
    page().on('load', () => loads.push(page().url()));

    await make('invoke', { PAYLOAD: JSON.stringify({ count: 2, seed }) });

    // It is shown from its start on, without a result.
    await rowOf(seed).filter({ hasText: 'ok' }).waitFor();
    expect(await rows().first().textContent()).toContain(seed);
    expect(loads).toEqual([]);
  });

  test('stands still while it is paused', async () => {
    await visitor().open('/requests');
    const [before, during] = [unique('before'), unique('during')];
    await invoke({ count: 1, seed: before });
    await rowOf(before).waitFor();
    await page().getByRole('button', { name: 'Pause' }).click();

    await invoke({ count: 1, seed: during });

    await page().getByText('1 new').waitFor();
    expect(await rowOf(during).count()).toBe(0);
    await page().keyboard.press('p');
    await rowOf(during).waitFor();
  });

  test('is filtered by status and text, which are part of the link', async () => {
    const needle = unique('needle');
    await invoke({ count: 1, seed: needle });
    const failedId = await invoke({ count: -1 });
    await visitor().open('/requests');
    await rowOf(needle).waitFor();

    await page()
      .getByRole('button', { name: /^failed/ })
      .click();
    await rowOf(needle).waitFor({ state: 'detached' });
    await rowOf(failedId.slice(0, 8)).waitFor();
    await page().waitForURL(
      ({ href }) => href === `${origin}/requests?status=failed`,
    );

    await page().getByRole('button', { name: /^all/ }).click();
    await page().keyboard.press('/');
    await page().keyboard.type(needle);
    await expect.poll(() => rows().count()).toBe(1);

    await page().reload();
    await expect.poll(() => rows().count()).toBe(1);
    await page().getByRole('searchbox').fill('no such text');
    await page().getByRole('button', { name: 'Show all' }).click();
    await rowOf(failedId.slice(0, 8)).waitFor();
  });

  test('is used by keyboard', async () => {
    const older = await invoke({ count: 1, seed: 'older' });
    const newer = unique('newer');
    await invoke({ count: 1, seed: newer });
    await visitor().open('/requests');
    await rowOf(newer).waitFor();

    await pressTo('j', 0);
    await pressTo('j', 1);
    await pressTo('k', 0);
    await pressTo('ArrowDown', 1);
    await page().keyboard.press('Enter');

    await page().waitForURL(
      ({ pathname }) => pathname === `/requests/${older}`,
    );
    await page().keyboard.press('?');
    const dialog = page().getByRole('dialog', { name: 'Keyboard' });
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain('Enter');
    await page().keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    // Together: a key that comes a second later begins another sequence.
    await Promise.all([page().keyboard.press('g'), page().keyboard.press('r')]);
    await page().waitForURL(`${origin}/requests`);
  });

  test('copies the command that lists the same', async () => {
    await visitor().open('/requests?status=failed');

    await page().getByRole('button', { name: 'Copy as make requests' }).click();

    await expect
      .poll(() => visitor().copied())
      .toBe('make requests STATUS=failed');
  });
});
