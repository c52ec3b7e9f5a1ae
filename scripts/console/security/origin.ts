import type { Context, MiddlewareHandler } from 'hono';

const safeMethods = ['GET', 'HEAD'];

/**
 * Refuses whatever a page of another origin may send, before anything else is
 * looked at. Another port of this machine is another origin, but the same *site*:
 * its requests carry the cookie.
 */
export function refuseOtherOrigins(port: number): MiddlewareHandler {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  return async (context, next) => {
    const reason = hosts.includes(hostOf(context))
      ? findReason(context)
      : `it is for another host than ${hosts[0]}`;
    if (reason !== undefined) {
      return context.text(
        `The console refuses this request: ${reason}.\n`,
        403,
      );
    }
    await next();
  };
}

/** Undefined unless both agree: a request line may name a host, too. */
function hostOf(context: Context): string {
  const host = context.req.header('host') ?? '';
  return new URL(context.req.url).host === host ? host : '';
}

function findReason(context: Context): string | undefined {
  const { method } = context.req;
  const header = (name: string) => context.req.header(name);
  const site = header('sec-fetch-site') ?? 'none';
  if (!['same-origin', 'none'].includes(site) && !isLink(context)) {
    return 'a page of another origin sent it';
  }
  if (safeMethods.includes(method)) {
    return undefined;
  }
  if (header('origin') !== `http://${header('host')}`) {
    return 'its Origin is not the console’s';
  }
  // No form can send it, and no script of another origin without a preflight.
  return header('content-type')?.split(';')[0]?.trim() === 'application/json'
    ? undefined
    : 'its content is not JSON';
}

/** A link on another page may open the console, which is of no use to that page. */
function isLink({ req }: Context): boolean {
  return (
    req.method === 'GET' &&
    !req.path.startsWith('/api/') &&
    req.header('sec-fetch-mode') === 'navigate' &&
    req.header('sec-fetch-dest') === 'document'
  );
}
