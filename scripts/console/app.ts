import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ConsoleFile } from '../build/console.ts';
import { apiRoutes } from './api.ts';
import { BadRequestError, NotFoundError, respondToError } from './problem.ts';
import type { Sandbox } from './sandbox.ts';
import { neverStored, protectiveHeaders } from './security/headers.ts';
import { refuseOtherOrigins } from './security/origin.ts';
import type { Secrets } from './security/secrets.ts';
import { requireSession } from './security/session.ts';

/** More than the longest payload of a function, 6 MB. */
const maxBodyBytes = 7 << 20;

export interface AppOptions {
  port: number;
  secrets: Secrets;
  sandbox: Sandbox;
  /** The page by path. */
  files: ReadonlyMap<string, ConsoleFile>;
}

export function createApp({ port, secrets, sandbox, files }: AppOptions): Hono {
  const app = new Hono();
  app.use(neverStored, protectiveHeaders);
  app.use(refuseOtherOrigins(port), requireSession(secrets, port));
  app.use(bodyLimit({ maxSize: maxBodyBytes, onError: refuseBody }));
  app.route('/api', apiRoutes(sandbox));
  app.all('/api/*', ({ req }) => {
    throw new NotFoundError(`There is no ${req.method} ${req.path}.`, {
      next: 'scripts/console/contract.ts lists what there is',
    });
  });
  app.get('*', (context) => {
    // Every other path is a page's, which the script shows.
    const file = files.get(context.req.path) ?? files.get('/');
    return context.body(Buffer.from(file?.content ?? ''), 200, {
      'Content-Type': file?.type ?? 'text/plain',
    });
  });
  app.onError((error, context) => respondToError(error, context, sandbox));
  return app;
}

function refuseBody(): never {
  throw new BadRequestError('The request is too large.', {
    why: `Lambda takes payloads of up to 6 MB; the console takes ${maxBodyBytes} bytes.`,
    next: 'send a smaller payload',
  });
}
