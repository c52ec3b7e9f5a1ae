import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { describe, expect, it } from 'vitest';
import { describePortOwner, isPortFree } from './ports.ts';

async function listen(host: string): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

describe('port owner', () => {
  it.each(['127.0.0.1', '0.0.0.0'])(
    'names the process that listens on %s',
    async (host) => {
      const { server, port } = await listen(host);

      const [isFree, owner] = [await isPortFree(port), describePortOwner(port)];
      server.close();

      expect(isFree).toBe(false);
      expect(owner).toMatch(new RegExp(`^\\S.*, pid ${process.pid}$`));
    },
  );

  it('finds the port free once the server has closed', async () => {
    const { server, port } = await listen('127.0.0.1');
    server.close();
    await once(server, 'close');

    expect(await isPortFree(port)).toBe(true);
    expect(describePortOwner(port)).toBe('a process of another user');
  });
});
