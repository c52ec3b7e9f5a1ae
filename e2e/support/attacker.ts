import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An attacker's web server, and what its pages report back. */
export interface Attacker {
  port: number;
  loot: string[];
  /** Serves an HTML page; returns its path. */
  publish(html: string): string;
  close(): void;
}

export async function startAttacker(): Promise<Attacker> {
  const pages: string[] = [];
  const loot: string[] = [];
  const server = createServer(async (request, response) => {
    if (request.url === '/loot') {
      const body = await request.setEncoding('utf8').toArray();
      loot.push(body.join(''));
    }
    const page = pages[Number(request.url?.match(/^\/page\/(\d+)$/)?.[1])];
    response.writeHead(page === undefined ? 204 : 200, {
      'content-type': 'text/html; charset=utf-8',
    });
    response.end(page);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    loot,
    publish: (html) => `/page/${pages.push(html) - 1}`,
    close: () => server.closeAllConnections() ?? server.close(),
  };
}
