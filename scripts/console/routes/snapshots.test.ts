import { describe, expect, it } from 'vitest';
import { withSandboxLock } from '../../system/lock.ts';
import { startTestConsole } from '../test-support/console.ts';

describe('snapshots', () => {
  it.each([
    ['POST', '/api/snapshots', '{"name":"before-load"}'],
    ['POST', '/api/snapshots/before-load/restore', '{}'],
    ['DELETE', '/api/snapshots/before-load', '{}'],
  ])(
    'do not wait for a command that changes the sandbox: %s %s',
    async (method, path, body) => {
      await using server = await startTestConsole();
      const headers = {
        cookie: await server.openSession(),
        origin: `http://${server.host}`,
        'content-type': 'application/json',
      };

      const received = await withSandboxLock('make local-up', () =>
        server.send({ method, path, headers, body }),
      );

      expect(received.status).toBe(409);
      expect(JSON.parse(received.body)).toMatchObject({
        code: 'busy',
        why: expect.stringContaining('`make local-up`'),
      });
    },
  );

  it.each(['autosave', 'applied-1', '..%2Fkeys', 'A'])(
    'cannot be restored by the name %s',
    async (name) => {
      await using server = await startTestConsole();

      const { status } = await server.send({
        method: 'POST',
        path: `/api/snapshots/${name}/restore`,
        headers: {
          cookie: await server.openSession(),
          origin: `http://${server.host}`,
          'content-type': 'application/json',
        },
        body: '{}',
      });

      expect(status).toBe(400);
    },
  );
});
