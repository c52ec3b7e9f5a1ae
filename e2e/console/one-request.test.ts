import { describe, expect, test } from 'vitest';
import { callApi } from './support/api.ts';
import { losePayment, pay, withoutPermission } from './support/break.ts';
import { folder, invoke, make, origin, unique } from './support/sandbox.ts';
import { visitConsole } from './support/visit.ts';

const { visitor, page } = visitConsole();

const calls = () => page().getByRole('region', { name: 'Calls and log lines' });
const details = () => page().getByRole('region', { name: 'Details' });
const button = (name: string | RegExp) => page().getByRole('button', { name });

/** `vscode://file/…/lambda/src/request.ts:49:11` */
const sourceLink = new RegExp(
  `^vscode://file${folder}/(lambda|journal)/[\\w/.-]+\\.ts:\\d+:\\d+$`,
);

test('a failing payment leads to its call, the verdict and the line in three clicks', async () => {
  await withoutPermission('dynamodb:BatchWriteItem', async () => {
    await invoke({ count: 1, seed: unique('denied') });
  });
  await visitor().open('/payments');
  const missing = page()
    .getByRole('grid', { name: 'Payments' })
    .locator('tbody tr')
    .filter({ hasText: 'missing' })
    .first();

  await missing.locator('[data-column=time]').click();
  await page()
    .getByRole('region', { name: 'Payment', exact: true })
    .getByRole('link')
    .click();
  await button('Show the call').first().click();

  const verdict = page().getByRole('region', { name: 'IAM' });
  await expect
    .poll(() => verdict.textContent())
    .toMatch(/Denied by IAM.*dynamodb:BatchWriteItem.*arn:aws:dynamodb/);
  await button('Show the request').click();
  const source = page().getByRole('list', { name: 'Source' });
  expect(await source.getByRole('link').first().getAttribute('href')).toMatch(
    sourceLink,
  );
  await callApi('POST', '/fix');
});

describe('one request', () => {
  test('shows its calls and its log on one scale of time', async () => {
    const id = await invoke({ count: 30, seed: unique('one') });
    await visitor().open(`/requests/${id}`);

    await calls().getByText('BatchWriteItem').first().waitFor();
    await calls().getByText('s3:PutObject').click();
    const statement = details().getByRole('region', { name: 'Statement' });
    expect(
      JSON.parse((await statement.locator('pre').textContent()) ?? ''),
    ).toMatchObject({
      Effect: 'Allow',
      Action: expect.arrayContaining(['s3:PutObject']),
    });
    await calls().getByText('Payments stored').click();

    await expect.poll(() => details().textContent()).toContain('Log line');
    await page().keyboard.press('Escape');
    await details().getByRole('region', { name: 'Payload' }).waitFor();
    await details().getByRole('region', { name: 'Response' }).waitFor();
    await page().keyboard.press('j');
    await expect.poll(() => page().url()).not.toBe(`${origin}/requests/${id}`);
  });

  test('links the line of source that threw', async () => {
    const id = await invoke({ count: -1 });
    await visitor().open(`/requests/${id}`);

    const link = details()
      .getByRole('list', { name: 'Source' })
      .getByRole('link');

    expect(await link.first().getAttribute('href')).toMatch(sourceLink);
  });

  test('is edited and sent again', async () => {
    const seed = unique('again');
    const id = await invoke({ count: 2, seed });
    await visitor().open(`/requests/${id}`);

    await page().getByRole('link', { name: 'Edit and resend' }).click();
    await page().getByText(id).waitFor();
    await page()
      .getByRole('group', { name: 'Fields' })
      .getByRole('textbox', { name: 'count' })
      .fill('4');
    await button(/^Send/).click();

    const response = page().getByRole('region', { name: 'Response' });
    await response.getByText('"count": 4').waitFor();
    await response.getByRole('link', { name: /^Request/ }).click();
    await calls().waitFor();
    await expect.poll(() => details().textContent()).toContain(seed);
  });

  test('is copied as commands, which work', async () => {
    const id = await invoke({ count: 1, seed: unique('copied') });
    await visitor().open(`/requests/${id}`);

    await button(/^Copy as make request/).click();
    await expect.poll(() => visitor().copied()).toBe(`make request ID=${id}`);
    expect(await make('request', { ID: id })).toContain('BatchWriteItem');
    await button(/^Copy as aws/)
      .first()
      .click();
    await expect
      .poll(() => visitor().copied())
      .toMatch(/^aws .*lambda invoke --function-name/);
  });

  test('that does not exist is named, with what to do', async () => {
    await page().goto(`${origin}/requests/00000000`);

    await page().getByRole('alert').waitFor();
    visitor().expectNoProblems(/status of 404/);
  });
});

test('a payload in HTML is text on every page', async () => {
  const mark = unique('x');
  const html = `<img src=${mark} onerror=alert(1)>`;
  const id = await invoke({ count: 1, seed: html });
  const failed = await invoke({ count: html });
  await losePayment((await pay(1)).paymentIds[0] ?? '');

  for (const path of [
    '/requests',
    `/requests/${id}`,
    `/requests/${failed}`,
    `/invoke?from=${id}`,
    `/logs?request=${id}`,
    '/payments',
  ]) {
    await visitor().open(path);
    await visitor().settle();
    if (path !== '/payments' && !path.startsWith('/invoke')) {
      await page().getByText(mark).first().waitFor();
    }
    expect(await page().locator(`img[src*=${mark}]`).count(), path).toBe(0);
  }
  await callApi('POST', '/fix');
});
