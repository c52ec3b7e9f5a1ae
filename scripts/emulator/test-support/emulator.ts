import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EmulatorAccess } from '../clients.ts';

/** An emulator that responds to each path and query as told, and 404 to others. */
export async function startEmulator(
  responses: Record<string, (response: ServerResponse) => void>,
): Promise<EmulatorAccess & AsyncDisposable> {
  const server = createServer(({ url = '' }, response) => {
    const respond = responses[url];
    if (respond) {
      respond(response);
    } else {
      response.writeHead(404).end('<Error>NoSuchBucket</Error>');
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    secretAccessKey: 'secret',
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function json(body: unknown, status = 200) {
  return (response: ServerResponse) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  };
}
