import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import type { ConsoleFile } from '../build/console.ts';
import { errorCode, SandboxError } from '../output/errors.ts';
import { describePortOwner } from '../system/ports.ts';
import { createApp } from './app.ts';
import type { Sandbox } from './sandbox.ts';
import { Secrets } from './security/secrets.ts';

const host = '127.0.0.1';

export interface RunningConsole {
  address: string;
  port: number;
  /** Lets a browser in. */
  link: string;
  close(): Promise<void>;
}

/**
 * Serves the console to this machine.
 *
 * @param port 0 for any free one.
 */
export async function startConsole(
  port: number,
  sandbox: Sandbox,
  files: ReadonlyMap<string, ConsoleFile>,
): Promise<RunningConsole> {
  const secrets = new Secrets();
  let app: Hono | undefined;
  const server = createAdaptorServer({
    fetch: (request, bindings) =>
      app?.fetch(request, bindings) ?? new Response(null, { status: 503 }),
    hostname: host,
  }) as Server;
  await listen(server, port);
  const { address, port: actual } = server.address() as AddressInfo;
  app = createApp({ port: actual, secrets, sandbox, files });
  return {
    address,
    port: actual,
    link: `http://${host}:${actual}/?token=${secrets.token}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      // A stream never ends by itself.
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, host, resolve);
  await promise.catch((cause) => {
    throw errorCode(cause) === 'EADDRINUSE' ? portInUse(port, cause) : cause;
  });
}

function portInUse(port: number, cause: unknown): SandboxError {
  return new SandboxError(`The console cannot listen on port ${port}.`, {
    why: `Port ${port} is in use by another process: ${describePortOwner(port)}.`,
    next: `stop it, or run \`make console CONSOLE_PORT=${port + 1}\``,
    cause,
  });
}
