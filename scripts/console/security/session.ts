import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import type { Problem } from '../contract.ts';
import type { Secrets } from './secrets.ts';

const locked = {
  code: 'no-session',
  what: 'This browser has no session with the console.',
  why: 'The console was restarted, or was not opened with the link that it prints.',
  next: 'open the link that `make console` prints',
} satisfies Problem;

/**
 * Lets in a browser with the cookie, and gives the cookie to one that opens the
 * link with the token.
 *
 * @param port names the cookie, because a browser sends it to every port.
 */
export function requireSession(
  secrets: Secrets,
  port: number,
): MiddlewareHandler {
  const cookie = `console-session-${port}`;
  return async (context, next) => {
    const token = context.req.query('token');
    if (token !== undefined && isPage(context) && secrets.isToken(token)) {
      setCookie(context, cookie, secrets.session, {
        httpOnly: true,
        sameSite: 'Strict',
        path: '/',
      });
      return context.html(forwardTo(context));
    }
    if (secrets.isSession(getCookie(context, cookie) ?? '')) {
      await next();
      return undefined;
    }
    return isPage(context)
      ? context.html(lockedPage, 401)
      : context.json(locked, 401);
  };
}

function isPage({ req }: Context): boolean {
  return req.method === 'GET' && !req.path.startsWith('/api/');
}

/**
 * Not a redirect: after a link on another site, or in a file, a browser does not
 * send a strict cookie to where it is redirected. This page is the console's own,
 * so the next request is, too; and the link does not stay in the tab's history.
 */
function forwardTo({ req }: Context) {
  // The host is fixed, so that `//` at the start leads nowhere else.
  const { origin, pathname, searchParams } = new URL(req.url);
  searchParams.delete('token');
  const query = searchParams.size > 0 ? `?${searchParams}` : '';
  const address = `${origin}${pathname}${query}`;
  return html`<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <meta http-equiv="refresh" content="0;url=${address}">
  <title>payments-sandbox</title>
  <a href="${address}">Open the console</a>
</html>`;
}

const lockedPage = html`<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>payments-sandbox</title>
  <h1>${locked.what}</h1>
  <p>${locked.why}</p>
  <p>Next: open the link that <code>make console</code> prints.</p>
  <p>If you came here by a link on another site: <a href="/">open the console</a>.</p>
</html>`;
