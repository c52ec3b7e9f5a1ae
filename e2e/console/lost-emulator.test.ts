import { afterAll, beforeAll, expect, test } from 'vitest';
import { killEmulator } from '../support/kill-emulator.ts';
import { pagePaths } from './support/pages.ts';
import { folder, invoke, make, unique } from './support/sandbox.ts';
import { Visitor } from './support/visitor.ts';

/** What the browser itself reports of responses that say so. */
const refused = /status of 503|status of 500|ERR_INCOMPLETE_CHUNKED_ENCODING/;

let visitor: Visitor;

beforeAll(async () => {
  visitor = await Visitor.arrive();
});

afterAll(async () => {
  await visitor?.leave();
  // Also if the test failed: others need the sandbox.
  await make('local-up');
});

test('a lost emulator is named, and the page returns with it', async () => {
  const { page } = visitor;
  const [before, after] = [unique('before'), unique('after')];
  await invoke({ count: 1, seed: before });
  const { invoke: form = '', ...paths } = await pagePaths();
  await visitor.open('/requests');
  await page.getByText(before).waitFor();

  killEmulator(folder, 'host');

  await page.getByRole('alert').filter({ hasText: 'make local-up' }).waitFor();
  for (const path of Object.values(paths)) {
    await visitor.open(path);
    await page.getByText('make local-up').first().waitFor();
    await page.getByText(/^Emulator stopped$/).waitFor();
  }
  // Its form needs no emulator; what it sends does.
  await visitor.open(form);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('alert').filter({ hasText: 'make local-up' }).waitFor();
  await visitor.open('/requests');
  await page.getByRole('alert').waitFor();
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  await make('local-up');
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await make('invoke', { PAYLOAD: JSON.stringify({ count: 1, seed: after }) });

  await page.getByText(after).waitFor();
  expect(loads).toBe(0);
  visitor.expectNoProblems(refused);
});
