import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Attacker, startAttacker } from '../support/attacker.ts';
import { callApi } from './support/api.ts';
import { attempts } from './support/attempts.ts';
import { consolePort, link, origin } from './support/sandbox.ts';
import { Visitor } from './support/visitor.ts';

let attacker: Attacker;
let victim: Visitor;

beforeAll(async () => {
  attacker = await startAttacker();
  victim = await Visitor.arrive({
    hosts: {
      'evil.example:80': `127.0.0.1:${attacker.port}`,
      // The second address that the name of the page resolves to.
      [`evil.example:${consolePort}`]: `127.0.0.1:${consolePort}`,
    },
  });
});

afterAll(async () => {
  await victim?.leave();
  attacker?.close();
});

/**
 * Everything that the attempts try to change, and nothing that changes by itself, as
 * a saved state does each minute.
 */
async function readState() {
  const [{ requests }, { faults }] = await Promise.all([
    callApi<{ requests: { id: string }[] }>('GET', '/requests?limit=5'),
    callApi<{ faults: { faults_enabled: boolean } }>('GET', '/faults'),
  ]);
  return {
    requests: requests.map(({ id }) => id),
    faultsEnabled: faults.faults_enabled,
  };
}

/** The statuses of the console's responses to a page while something happens. */
async function statusesDuring(
  page: Page,
  act: () => Promise<unknown>,
): Promise<number[]> {
  const statuses: number[] = [];
  page.on('response', (response) => {
    if (response.url().startsWith(origin)) {
      statuses.push(response.status());
    }
  });
  await act();
  return statuses;
}

/** The loot of an attempt; empty if it got none. */
const attempt = (page: Page, source: string): Promise<unknown> =>
  page.evaluate(`(() => {
    const target = ${JSON.stringify(origin)};
    const end = new Promise((resolve) => setTimeout(resolve, 3000, ''));
    return Promise.race([${source}, end]).catch(() => '');
  })()`);

describe.each([
  // Its requests carry the cookie: a port does not make another site.
  ['another port', () => `http://127.0.0.1:${attacker.port}`],
  ['another site', () => 'http://evil.example'],
])('a page from %s', (_, foreignOrigin) => {
  test.each(Object.entries(attempts))('cannot %s', async (__, source) => {
    const page = await victim.page.context().newPage();
    await page.goto(foreignOrigin() + attacker.publish('<body>'));
    const before = await readState();

    let loot: unknown;
    const statuses = await statusesDuring(page, async () => {
      loot = await attempt(page, source);
    });

    expect(loot).toBe('');
    expect(await readState()).toEqual(before);
    expect(statuses.filter((status) => status !== 403)).toEqual([]);
    for (const each of page.context().pages()) {
      if (each !== victim.page) {
        await each.close();
      }
    }
  });
});

test('a name that resolves to loopback is refused', async () => {
  const page = await victim.page.context().newPage();

  const response = await page.goto(`http://evil.example:${consolePort}/`);

  expect(response?.status()).toBe(403);
  await page.close();
});

test('a link on another site opens the console without its cookie', async () => {
  const page = await victim.page.context().newPage();
  const html = `<a href="${origin}/payments">prize</a>`;
  await page.goto(`http://evil.example${attacker.publish(html)}`);

  await page.getByText('prize').click();

  await page.waitForURL(`${origin}/payments`);
  expect(await page.textContent('body')).toContain('make console');
  await page.close();
});

describe('the session', () => {
  test('is not given for a wrong token', async () => {
    const context = await victim.newContext();
    const page = await context.newPage();

    const response = await page.goto(`${link.slice(0, -3)}aaa`);

    expect(response?.status()).toBe(401);
    expect(await context.cookies()).toEqual([]);
    expect((await page.goto(`${origin}/api/status`))?.status()).toBe(401);
    await context.close();
  });

  test('is in a cookie for this site alone, which no script can read', async () => {
    const cookies = await victim.page.context().cookies();

    expect(cookies).toEqual([
      expect.objectContaining({
        domain: '127.0.0.1',
        httpOnly: true,
        sameSite: 'Strict',
      }),
    ]);
    expect(await victim.page.evaluate('document.cookie')).toBe('');
  });

  test('leaves no token in the address or the history', async () => {
    expect(victim.page.url()).not.toContain('token');
    expect(await victim.page.evaluate('history.length')).toBeLessThan(3);
    expect(await victim.page.evaluate('document.referrer')).toBe('');
  });
});
