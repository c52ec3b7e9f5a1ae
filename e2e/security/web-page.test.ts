import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test,
} from 'vitest';
import { type Attacker, startAttacker } from '../support/attacker.ts';
import { launchBrowser } from '../support/browser.ts';
import * as pages from './support/pages.ts';
import { port } from './support/sandbox.ts';
import { leaveDeadLetter, readState } from './support/state.ts';
import { notOfSandbox, visit } from './support/visit.ts';

let attacker: Attacker;
let browser: Browser;

beforeAll(async () => {
  attacker = await startAttacker();
  const server = `127.0.0.1:${attacker.port}`;
  browser = await launchBrowser({
    'evil.example:80': server,
    // LocalStack trusts this origin, and plain http is anyone's.
    'app.localstack.cloud:80': server,
    // The second address that the name of the page resolves to.
    [`rebound.example:${port}`]: `127.0.0.1:${port}`,
    [`*.s3.evil.example:${port}`]: `127.0.0.1:${port}`,
  });
});

beforeEach(leaveDeadLetter);

afterAll(async () => {
  await browser?.close();
  attacker?.close();
});

/** Opens an attack, and expects the sandbox to receive it and to do nothing. */
async function expectRefused(open: Parameters<typeof visit>[2]): Promise<void> {
  attacker.loot.length = 0;
  const before = await readState();

  const outcomes = await visit(browser, port, open);

  expect(attacker.loot).toEqual([]);
  expect(await readState()).toEqual(before);
  expect(
    outcomes.filter((each) => each !== 'no response' && each !== 403),
  ).toEqual([]);
}

const fromPage = (html: string, origin = 'http://evil.example') =>
  expectRefused((page) => page.goto(origin + attacker.publish(html)));

describe('a web page', () => {
  test('cannot upload a script that creates a function', () =>
    fromPage(pages.formUpload(attacker.port)));

  test('cannot upload one from the machine itself either', () =>
    fromPage(
      pages.formUpload(attacker.port),
      `http://localhost:${attacker.port}`,
    ));

  test.each([
    ['purge the dead-letter queue', pages.purgeQueue],
    ["rewrite a role's policy", pages.rewritePolicy],
    ['write a payment by a queue’s address', pages.sendMessage],
  ])('cannot %s with an image', (_, url) => fromPage(pages.image(url)));

  test('cannot post text, which needs no permission, without reading the response', () =>
    fromPage(pages.fetchWithoutCors()));

  test('cannot post a form of plain text', () =>
    fromPage(pages.plainTextForm()));

  test('cannot post from a frame that has no origin', () =>
    fromPage(pages.sandboxedFrame(pages.plainTextForm())));

  test('cannot call it as LocalStack’s own web application', () =>
    fromPage(
      pages.createFunction(attacker.port),
      'http://app.localstack.cloud',
    ));

  test('cannot call it from a file', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'page-'));
    const file = path.join(folder, 'page.html');
    writeFileSync(
      file,
      pages.createFunction(attacker.port) + pages.image(pages.purgeQueue),
    );
    await expectRefused((page) => page.goto(`file://${file}`));
    rmSync(folder, { recursive: true });
  });

  test('cannot read it under a name that resolves to loopback', () =>
    expectRefused(async (page) => {
      const address = `http://rebound.example:${port}/`;
      // The name first resolved to the page.
      await page.route(
        address,
        (route) =>
          route.fulfill({
            headers: { 'content-type': 'text/html', ...notOfSandbox },
            body: pages.readEverything(attacker.port),
          }),
        { times: 1 },
      );
      await page.goto(address);
    }));

  test.each(['', ' rel="noreferrer"'])('cannot reach it by a link%s', (rel) =>
    expectRefused(async (page) => {
      const html = `<a${rel} href="${pages.purgeQueue}">prize</a>`;
      await page.goto(`http://evil.example${attacker.publish(html)}`);
      await page.getByText('prize').click();
    }),
  );

  test('cannot be a typed or pasted address', () =>
    expectRefused((page) => page.goto(pages.purgeQueue)));

  test('cannot open a WebSocket', async () => {
    const page = await browser.newPage();
    const published = attacker.publish(pages.webSocket());

    await page.goto(`http://evil.example${published}`);
    await page.waitForFunction('globalThis.outcome');

    expect(await page.evaluate('outcome')).toBe('refused');
    await page.close();
  });

  test('cannot end the emulator by a name that looks like a bucket', () =>
    fromPage(pages.killEmulator()));
});
