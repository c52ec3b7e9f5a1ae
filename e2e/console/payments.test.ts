import { describe, expect, test } from 'vitest';
import {
  putJournalObject,
  readJournalObject,
} from '../support/journal-object.ts';
import { callApi } from './support/api.ts';
import { losePayment, pay, sendEvent } from './support/break.ts';
import { connect, make, origin, outputs, unique } from './support/sandbox.ts';
import { visitConsole } from './support/visit.ts';

const { visitor, page } = visitConsole();

const rowOf = (text: string) =>
  page()
    .getByRole('grid', { name: 'Payments' })
    .locator('tbody tr')
    .filter({ hasText: text });
const button = (name: string | RegExp) => page().getByRole('button', { name });
const result = (text: string | RegExp) =>
  page().getByRole('region', { name: 'Result' }).filter({ hasText: text });

/** `12,345.67`, as the page writes `12345.67`. */
const grouped = (amount: string) =>
  amount.replace(/\d+/, (whole) => Number(whole).toLocaleString('en'));

describe('the payments', () => {
  test('appear as soon as their request has ended', async () => {
    await visitor().open('/payments');
    const { paymentIds } = await pay(2);

    for (const id of paymentIds) {
      // The table may hold 10,000 others, and the page compares all of them.
      await rowOf(id)
        .filter({ hasText: 'stored' })
        .waitFor({ timeout: 240_000 });
    }
  });

  test('are summed by currency, as `make payments` does', async () => {
    await pay(5);
    await visitor().open('/payments');

    const printed = await make('payments');
    const { sums } = await callApi<{
      sums: { amount: string }[];
    }>('GET', '/payments?limit=1');

    expect(sums.length).toBeGreaterThan(0);
    for (const { amount } of sums) {
      expect(printed).toContain(amount);
      const sum = page()
        .getByRole('definition')
        .filter({ hasText: grouped(amount) });
      await sum.waitFor();
    }
  });

  test('that are missing in the table are marked, and fixed', async () => {
    const [lost = '', kept = ''] = (await pay(3)).paymentIds;
    await losePayment(lost);
    await visitor().open('/payments');

    await page().getByText('✘ 1 missing').waitFor();
    await rowOf(lost).filter({ hasText: 'missing' }).waitFor();
    await button(/^problems/).click();
    await expect.poll(() => rowOf(kept).count()).toBe(0);
    await page().waitForURL(
      ({ href }) => href === `${origin}/payments?mark=problems`,
    );
    await button('Fix 1 missing').click();

    await result('Replayed 1 journal object').waitFor();
    await page().getByText('No payment is a problem.').waitFor();
    await button('Show all').click();
    await rowOf(lost).filter({ hasText: 'stored' }).waitFor();
  });

  test('are replayed one request at a time', async () => {
    const { paymentIds, journalKey } = await pay(2);
    const [lost = ''] = paymentIds;
    await losePayment(lost);
    await visitor().open('/payments');

    await rowOf(lost).click();
    const detail = page().getByRole('region', { name: 'Payment', exact: true });
    await detail.getByText(journalKey, { exact: true }).waitFor();
    await detail.getByRole('button', { name: /^Copy as make invoke/ }).click();
    await expect.poll(() => visitor().copied()).toContain(journalKey);
    await detail.getByRole('button', { name: /^Replay/ }).click();

    await result(`Replayed ${journalKey}`).waitFor();
    await rowOf(lost).filter({ hasText: 'stored' }).waitFor();
  });

  test('of a dead letter are written once its cause is fixed', async () => {
    const journalKey = `journal/${unique('absent')}.ndjson.gz`;
    await sendEvent({ replay: journalKey });
    await visitor().open('/payments');
    const letters = page().locator('details').filter({ hasText: journalKey });
    await letters.waitFor({ timeout: 240_000 });

    await button(/^Redrive$/).click();
    await result(/\d failed/).waitFor();
    await repair(journalKey);
    await button(/^Redrive$/).click();

    await result('Sent 1 dead-letter message again').waitFor();
    await letters.waitFor({ state: 'detached' });
  });

  test('are plotted over time, and as a table', async () => {
    await pay(1);
    await visitor().open('/payments');

    await page().getByText('As a table').click();

    const table = page().getByRole('region', { name: 'Values of the plot' });
    await table.locator('tbody tr').first().waitFor();
    await expect.poll(() => page().locator('canvas').count()).toBe(1);
  });
});

/** Puts a journal object where a request looks for one. */
async function repair(journalKey: string): Promise<void> {
  const live = { clients: connect(), outputs };
  const { journalKey: another } = await pay(1);
  const lines = await readJournalObject(live, another);
  await putJournalObject(live, journalKey, lines);
}
