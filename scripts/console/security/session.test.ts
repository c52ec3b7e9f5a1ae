import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestConsole, type TestConsole } from '../test-support/console.ts';

let server: TestConsole;
beforeAll(async () => {
  server = await startTestConsole();
});
afterAll(() => server[Symbol.asyncDispose]());

describe('the link', () => {
  it('has a token of 256 bits, which each console has for itself', async () => {
    await using other = await startTestConsole();

    const [token, another] = [server, other].map(({ running }) =>
      new URL(running.link).searchParams.get('token'),
    );

    expect(Buffer.from(token ?? '', 'base64url')).toHaveLength(32);
    expect(another).not.toBe(token);
  });

  it('gives a cookie that no script and no other site gets', async () => {
    const { status, headers } = await server.send({ path: server.entrance });

    const [cookie = '', ...more] = headers['set-cookie'] ?? [];
    const [pair = '', ...attributes] = cookie.split('; ');
    const [name, value = ''] = pair.split('=');
    expect(status).toBe(200);
    expect(more).toEqual([]);
    expect(name).toBe(`console-session-${server.running.port}`);
    expect(Buffer.from(value, 'base64url')).toHaveLength(32);
    expect(server.running.link).not.toContain(value);
    expect(attributes.sort()).toEqual([
      'HttpOnly',
      'Path=/',
      'SameSite=Strict',
    ]);
  });

  it('leads to an address without the token, from any site', async () => {
    // As a browser sends it after a click on another site, or from a file.
    const headers = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };

    const {
      status,
      headers: received,
      body,
    } = await server.send({
      path: server.entrance.replace('/?', '/requests/1?tab=log&'),
      headers,
    });

    expect(status).toBe(200);
    // A browser would not send the cookie to where a redirect leads.
    expect(received.location).toBeUndefined();
    expect(body).toContain(
      `http-equiv="refresh" content="0;url=http://${server.host}/requests/1?tab=log"`,
    );
    expect(body).not.toContain('token');
    expect(body).not.toContain('<script');
  });

  it.each([
    '//evil.example/',
    '/\\evil.example',
    '/"><script>alert(1)</script>',
  ])('leads nowhere else: %s', async (path) => {
    const { body } = await server.send({
      path: server.entrance.replace('/', path),
    });

    const [, target = server.running.link] = /url=([^"]*)"/.exec(body) ?? [];
    expect(new URL(target).host).toBe(server.host);
    expect(body).not.toContain('<script>');
  });

  it('works for more than one browser', async () => {
    const cookie = await server.openSession();
    const { status, body } = await server.send({ headers: { cookie } });

    expect(await server.openSession()).toBe(cookie);
    expect(status).toBe(200);
    expect(body).toBe('<title>the page</title>');
  });
});

describe('every response', () => {
  it.each([
    ['the page', '/', true],
    ['its script', '/main.js', true],
    ['a page without a session', '/', false],
    ['a route', '/api/requests', true],
    ['a route without a session', '/api/requests', false],
    ['a route that is not there', '/api/nothing', true],
  ])('is protected: %s', async (_, path, hasSession) => {
    const cookie = hasSession ? await server.openSession() : 'none=1';

    const { headers } = await server.send({ path, headers: { cookie } });

    expect(headers).toMatchObject({
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
    });
  });

  it.each(['evil.example', 'HOST'])(
    'is protected: refused at %s',
    async (host) => {
      const { status, headers } = await server.send({
        method: 'POST',
        headers: { host: host.replace('HOST', server.host) },
      });

      expect(status).toBe(403);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
    },
  );
});
