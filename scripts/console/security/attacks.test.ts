import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestConsole, type TestConsole } from '../test-support/console.ts';

let server: TestConsole;
let cookie: string;
/** What the page itself sends with a change. */
let own: Record<string, string>;

beforeAll(async () => {
  server = await startTestConsole();
  cookie = await server.openSession();
  own = {
    cookie,
    origin: `http://${server.host}`,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/json',
  };
});
afterAll(() => server[Symbol.asyncDispose]());

/** 503: it was let in, and there is no emulator. */
const letIn = 503;

describe('the page itself', () => {
  it.each([
    ['GET', '/api/requests'],
    ['POST', '/api/redrive'],
    ['PUT', '/api/faults'],
    ['DELETE', '/api/requests'],
  ])('may send %s %s', async (method, path) => {
    const body = method === 'PUT' ? '{"rate":0.5}' : '{}';
    const sent = { method, path, headers: own };

    const { status } = await server.send(
      method === 'GET' ? sent : { ...sent, body },
    );

    expect(status).toBe(letIn);
  });

  it('may be at localhost, too', async () => {
    const host = `localhost:${server.running.port}`;
    const headers = { ...own, host, origin: `http://${host}` };

    const { status } = await server.send({
      method: 'POST',
      path: '/api/redrive',
      headers,
    });

    expect(status).toBe(letIn);
  });
});

describe('a name that resolves to this machine', () => {
  it.each([
    ['another name', 'evil.example'],
    ['another name, and the port', 'evil.example:PORT'],
    ['another port', '127.0.0.1:1'],
    ['no port', '127.0.0.1'],
    ['another address of this machine', '127.0.0.2:PORT'],
    ['a name that starts like it', '127.0.0.1:PORT.evil.example'],
    ['a user', 'evil@127.0.0.1:PORT'],
  ])('is refused: %s', async (_, host) => {
    const headers = {
      cookie,
      host: host.replace('PORT', String(server.running.port)),
    };

    for (const path of ['/api/requests', '/', server.entrance]) {
      const { status, headers: received } = await server.send({
        path,
        headers,
      });

      expect([400, 403]).toContain(status);
      expect(received['set-cookie']).toBeUndefined();
    }
  });

  it('is refused in the request line', async () => {
    const { status } = await server.send({
      path: 'http://evil.example/api/requests',
      headers: { cookie, host: server.host },
    });

    expect([400, 403]).toContain(status);
  });

  it.each([
    ['two names', ['Host: evil.example', 'Host: 127.0.0.1:PORT']],
    ['two names, the right one first', ['Host: 127.0.0.1:PORT', 'Host: evil']],
    ['no name', []],
    ['an empty name', ['Host: ']],
  ])('is refused: %s', async (_, lines) => {
    const head = [
      'GET /api/requests HTTP/1.1',
      ...lines.map((line) => line.replace('PORT', `${server.running.port}`)),
      `Cookie: ${cookie}`,
    ];

    const response = await sendRaw(`${head.join('\r\n')}\r\n\r\n`);

    expect(response).toMatch(/^HTTP\/1.1 (400|403) /);
  });
});

/** Sends bytes as they are. */
function sendRaw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.running.port, '127.0.0.1', () => {
      socket.write(text);
    });
    socket.setEncoding('utf8').on('error', reject);
    socket.once('data', (data) => {
      socket.destroy();
      resolve(String(data));
    });
  });
}

describe('a page of another port, whose requests carry the cookie', () => {
  const sites = ['same-site', 'cross-site'];

  it.each(sites)('cannot read a route: %s', async (site) => {
    const { status } = await server.send({
      path: '/api/requests',
      headers: { cookie, 'sec-fetch-site': site },
    });

    expect(status).toBe(403);
  });

  it.each([
    ['a script', 'no-cors', 'script', '/main.js'],
    ['a frame', 'navigate', 'iframe', '/'],
    ['a link to a route', 'navigate', 'document', '/api/requests'],
  ])('cannot load %s', async (_, mode, destination, path) => {
    for (const site of sites) {
      const { status } = await server.send({
        path,
        headers: {
          cookie,
          'sec-fetch-site': site,
          'sec-fetch-mode': mode,
          'sec-fetch-dest': destination,
        },
      });

      expect(status).toBe(403);
    }
  });

  it.each([
    ['without an origin', { origin: '' }],
    ['of another port', { origin: 'http://127.0.0.1:1' }],
    ['of another scheme', { origin: 'https://ORIGIN' }],
    ['of another name for this machine', { origin: 'http://localhost:PORT' }],
    ['of a file or a sandboxed frame', { origin: 'null' }],
    ['that starts like it', { origin: 'http://ORIGIN.evil.example' }],
    ['that a browser marks', { 'sec-fetch-site': 'same-site' }],
    ['that another site sent', { 'sec-fetch-site': 'cross-site' }],
    ['of a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['of a form of text', { 'content-type': 'text/plain' }],
    ['of a form with a file', { 'content-type': 'multipart/form-data' }],
    ['like JSON', { 'content-type': 'text/plain;application/json' }],
    ['of no type', { 'content-type': '' }],
  ])('cannot send a change %s', async (_, change) => {
    const changed = Object.entries({ ...own, ...change })
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [
        name,
        value
          .replace('ORIGIN', server.host)
          .replace('PORT', String(server.running.port)),
      ]);

    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const { status } = await server.send({
        method,
        path: '/api/requests',
        headers: Object.fromEntries(changed),
        body: '{}',
      });

      expect(status).toBe(403);
    }
  });

  it('gets no permission for more', async () => {
    const { status, headers } = await server.send({
      method: 'OPTIONS',
      path: '/api/requests',
      headers: {
        origin: 'http://127.0.0.1:1',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
        'access-control-request-private-network': 'true',
      },
    });

    expect(status).toBe(403);
    expect(
      Object.keys(headers).filter((name) => name.startsWith('access-control')),
    ).toEqual([]);
  });
});

describe('another user of the machine', () => {
  it.each(['/', '/requests', '/main.js', '/main.css', '/index.html'])(
    'sees a page that says how to open it at %s',
    async (path) => {
      const { status, body } = await server.send({ path });

      expect(status).toBe(401);
      expect(body).toContain('make console');
      expect(body).not.toContain('the page');
    },
  );

  it.each([
    ['GET', '/api/status'],
    ['GET', '/api/requests'],
    ['GET', '/api/requests/stream'],
    ['POST', '/api/redrive'],
    ['DELETE', '/api/requests'],
    ['GET', '/api/nothing'],
  ])('cannot use %s %s', async (method, path) => {
    const { cookie: _, ...headers } = own;

    const { status, body } = await server.send({ method, path, headers });

    expect(status).toBe(401);
    expect(JSON.parse(body)).toMatchObject({
      code: 'no-session',
      next: expect.stringContaining('make console'),
    });
  });

  it.each([
    ['another value', (name: string) => `${name}=${'A'.repeat(43)}`],
    ['no value', (name: string) => `${name}=`],
    ['the token', (name: string, token: string) => `${name}=${token}`],
    [
      'the name of another port',
      (_: string, __: string, value: string) => `console-session-1=${value}`,
    ],
    [
      'a longer value',
      (name: string, _: string, value: string) => `${name}=${value}A`,
    ],
  ])('gets nowhere with a cookie that has %s', async (_, forge) => {
    const [name = '', value = ''] = cookie.split('=');
    const token = new URL(server.running.link).searchParams.get('token') ?? '';

    const { status } = await server.send({
      path: '/api/requests',
      headers: { cookie: forge(name, token, value) },
    });

    expect(status).toBe(401);
  });

  it.each([
    ['none', ''],
    ['another one', 'A'.repeat(43)],
    ['that of the cookie', 'COOKIE'],
  ])('gets no cookie for a token: %s', async (_, token) => {
    const [, value = ''] = cookie.split('=');

    const { status, headers } = await server.send({
      path: `/?token=${token.replace('COOKIE', value)}`,
    });

    expect(status).toBe(401);
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('cannot use the token in place of the cookie', async () => {
    const { status } = await server.send({
      path: server.entrance.replace('/?', '/api/requests?'),
    });

    expect(status).toBe(401);
  });
});

describe('the network', () => {
  it.each(
    Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal }) => !internal)
      .map(({ address }) => [address]),
  )('cannot connect to %s', async (address) => {
    const socket = connect(server.running.port, address);
    const outcome = await new Promise((resolve) => {
      socket.on('connect', () => resolve('open'));
      socket.on('error', () => resolve('refused'));
      // The interface may be gone by now, such as one of a container: then no
      // response comes for minutes.
      socket.setTimeout(2000, () => resolve('no response'));
    });
    socket.destroy();

    expect(outcome).not.toBe('open');
  });

  it('is not listened to', () => {
    expect(server.running.address).toBe('127.0.0.1');
  });
});
