import { copyFileSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RequestList } from '../../scripts/console/contract.ts';
import { inLocal, inRepository } from '../../scripts/system/paths.ts';
import { callApi } from './support/api.ts';
import { withoutPermission } from './support/break.ts';
import { invoke } from './support/sandbox.ts';
import { visitConsole } from './support/visit.ts';

/** The README shows them: they have to load quickly. */
const maxBytes = 150_000;

const { visitor, page } = visitConsole();
let withFaults: string;

/** Requests that show what the list tells apart. */
beforeAll(async () => {
  // Those of other tests would make the image another one each time.
  await callApi('DELETE', '/requests');
  await withoutPermission('dynamodb:BatchWriteItem', async () => {
    await invoke({ count: 3, seed: 'denied' });
  });
  await callApi('POST', '/fix');
  for (const count of [3, 12, 1, 40, 5, 25, 2, 8]) {
    await invoke({ count, seed: `order-${4700 + count}` });
  }
  await invoke({ count: 'three' });
  await callApi('PUT', '/faults', { rate: 0.5, seed: '42' });
  withFaults = await invokeUntilFault();
  await callApi('DELETE', '/faults');
  await invoke({ count: 3, idempotency_key: 'order-4711' });
  await invoke({ count: 3, idempotency_key: 'order-4711' });
});

afterAll(() => callApi('DELETE', '/faults'));

/** Each of a request's few calls is spared half of the time: at times, all of them. */
async function invokeUntilFault(): Promise<string> {
  for (;;) {
    const id = await invoke({ count: 60, seed: 'demo' });
    const { requests } = await callApi<RequestList>(
      'GET',
      '/requests?limit=100',
    );
    if (requests.some((each) => each.id === id && each.faults > 0)) {
      return id;
    }
  }
}

/** Kept for CI, and with IMAGES=1 for the README. */
async function takeImage(name: string): Promise<void> {
  const folder = inLocal('reports', 'console');
  mkdirSync(folder, { recursive: true });
  await page()
    .getByText(/^host :\d+$/)
    .waitFor();
  const file = path.join(folder, `${name}.png`);
  await page().screenshot({ path: file });
  expect(statSync(file).size).toBeLessThan(maxBytes);
  if (process.env.IMAGES === '1') {
    const images = inRepository('docs', 'images');
    mkdirSync(images, { recursive: true });
    copyFileSync(file, path.join(images, `${name}.png`));
  }
}

test('the list of requests is an image for the README', async () => {
  await visitor().open('/requests');
  await page().getByText('order-4711').first().waitFor();

  await takeImage('console-requests');
});

test('one request with faults is an image for the README', async () => {
  await visitor().open(`/requests/${withFaults}`);
  const calls = page().getByRole('region', { name: 'Calls and log lines' });

  await calls.getByText('fault').first().click();

  await page().getByText('Injected fault').waitFor();
  await takeImage('console-request');
});
