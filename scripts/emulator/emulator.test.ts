import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { assertGateIsClosed } from './emulator.ts';

/** Serves one status to every request, until it is disposed. */
async function listen(status: number) {
  const server = createServer((_, response) => {
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    [Symbol.dispose]: () => server.close(),
  };
}

describe('assertGateIsClosed', () => {
  it('refuses an emulator that accepts a request without a signature', async () => {
    using open = await listen(200);

    await expect(assertGateIsClosed(open.endpoint)).rejects.toThrow(
      `${open.endpoint} accepts requests without a signature.`,
    );
  });

  it('accepts an emulator that refuses such a request', async () => {
    using closed = await listen(403);

    await expect(assertGateIsClosed(closed.endpoint)).resolves.toBeUndefined();
  });
});
