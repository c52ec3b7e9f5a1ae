import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NoEmulatorError } from '../emulator/emulator.ts';
import { json, startEmulator } from '../emulator/test-support/emulator.ts';
import { summary } from '../pipeline/requests/test-support/recorded.ts';
import {
  noEmulator,
  startTestConsole,
  type TestConsole,
} from './test-support/console.ts';
import { toEmulator } from './test-support/emulator.ts';

let server: TestConsole;
let cookie: string;
beforeAll(async () => {
  server = await startTestConsole();
  cookie = await server.openSession();
});
afterAll(() => server[Symbol.asyncDispose]());

const get = (path: string) => server.send({ path, headers: { cookie } });

const post = (path: string, body: string) =>
  server.send({
    method: 'POST',
    path,
    headers: {
      cookie,
      origin: `http://${server.host}`,
      'content-type': 'application/json',
    },
    body,
  });

describe('the page', () => {
  it.each([
    ['/main.js', 'text/javascript', 'run()'],
    ['/main.css', 'text/css', 'body{}'],
    ['/', 'text/html', '<title>the page</title>'],
    // The script shows the page of the address.
    ['/requests/4711?tab=log', 'text/html', '<title>the page</title>'],
  ])('is served at %s', async (path, type, content) => {
    const { status, headers, body } = await get(path);

    expect(status).toBe(200);
    expect(headers['content-type']).toBe(type);
    expect(body).toBe(content);
  });
});

describe('a problem', () => {
  it.each([
    ['GET', '/api/nothing'],
    ['GET', '/api'],
    ['POST', '/api/requests'],
  ])('is reported of %s %s, which is not there', async (method, path) => {
    const { status, body } =
      method === 'GET' ? await get(path) : await post(path, '{}');

    expect(status).toBe(404);
    expect(JSON.parse(body)).toMatchObject({ code: 'not-found' });
  });

  it.each([
    ['a body that is not JSON', '{"rate":'],
    ['a field of another type', '{"payload":3,"count":"many"}'],
  ])('is reported of %s', async (_, body) => {
    const received = await post('/api/load', body);

    expect(received.status).toBe(400);
    expect(JSON.parse(received.body)).toMatchObject({
      code: 'bad-request',
      why: expect.stringMatching(/JSON|count/),
    });
  });

  it.each(['limit=0', 'limit=x', 'status=lost', 'after=-1'])(
    'is reported of the query %s',
    async (query) => {
      const { status, body } = await get(`/api/requests?${query}`);

      expect(status).toBe(400);
      expect(JSON.parse(body).why).toContain(query.split('=')[0]);
    },
  );

  it('is reported of a body that is too large', async () => {
    const { status, body } = await post(
      '/api/invoke',
      `{"payload":"${'x'.repeat(8 << 20)}"}`,
    );

    expect(status).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ code: 'bad-request' });
  });

  it('says what to do without an emulator', async () => {
    const { status, body } = await get('/api/requests');

    expect(status).toBe(503);
    expect(JSON.parse(body)).toEqual({
      code: 'no-emulator',
      what: 'No emulator is running.',
      why: 'Nothing of the last one was saved.',
      next: '`make local-up`',
    });
  });

  it('says what to do without a stack', async () => {
    await using emulator = await startEmulator({});
    await using console = await startTestConsole(async () =>
      toEmulator(emulator),
    );

    const { status, body } = await console.send({
      path: '/api/faults',
      headers: { cookie: await console.openSession() },
    });

    expect(status).toBe(503);
    expect(JSON.parse(body)).toMatchObject({
      code: 'no-stack',
      next: '`make local-up`',
    });
  });

  it('is that of the emulator: no request has an id', async () => {
    await using emulator = await startEmulator({
      '/_sandbox/requests/4711': json({ message: 'unknown', dropped: 0 }, 404),
    });
    await using console = await startTestConsole(async () =>
      toEmulator(emulator),
    );

    const { status, body } = await console.send({
      path: '/api/requests/4711',
      headers: { cookie: await console.openSession() },
    });

    expect(status).toBe(404);
    expect(JSON.parse(body).what).toBe('No recorded request starts with 4711.');
  });
});

describe('an emulator', () => {
  const list = { requests: [summary()], dropped: 0, capacity: 2000 };
  const path = '/_sandbox/requests?limit=2000&account=000000000000';

  it('that starts, ends and starts again is found', async () => {
    let find = noEmulator;
    await using console = await startTestConsole(() => find());
    const headers = { cookie: await console.openSession() };
    const read = async () => {
      const { status, body } = await console.send({
        path: '/api/requests',
        headers,
      });
      return [
        status,
        JSON.parse(body).code ?? JSON.parse(body).requests.length,
      ];
    };

    expect(await read()).toEqual([503, 'no-emulator']);
    for (let run = 1; run <= 2; run += 1) {
      {
        await using emulator = await startEmulator({ [path]: json(list) });
        find = async () => toEmulator(emulator);
        expect(await read()).toEqual([200, 1]);
      }
      // It has ended while the console still remembers it.
      find = () => Promise.reject(new NoEmulatorError('It has ended.'));
      expect(await read()).toEqual([503, 'no-emulator']);
    }
  });
});
