import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { port } from './sandbox.ts';
import type { RawRequest } from './sign.ts';

export interface RawAnswer {
  status: number;
  /** The service's own name for an error; empty where it has none. */
  code: string;
  body: string;
  headers: IncomingMessage['headers'];
}

const timeoutMs = 60_000;

/** Sends exactly what it is given: `fetch` would add headers. */
export async function ask({
  method,
  path,
  headers,
  body,
}: RawRequest): Promise<RawAnswer> {
  const sent = request({
    host: '127.0.0.1',
    port,
    method,
    path,
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    timeout: timeoutMs,
  }).end(body);
  sent.once('timeout', () => {
    sent.destroy(new Error(`No response to ${method} ${path} in time.`));
  });
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const text = (await answer.setEncoding('utf8').toArray()).join('');
  return {
    status: answer.statusCode ?? 0,
    code: readCode(text, answer),
    body: text,
    headers: answer.headers,
  };
}

/** In XML, in JSON, or in the header that some services use in its place. */
function readCode(body: string, { headers }: IncomingMessage): string {
  const code =
    body.match(/<Code>(\w[\w.]*)<\/Code>/)?.[1] ??
    body.match(/"__type": ?"(?:[\w.]+#)?(\w+)"/)?.[1] ??
    headers['x-amzn-errortype'];
  return String(code ?? '').split(':')[0] ?? '';
}
