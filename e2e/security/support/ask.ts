import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { port } from './sandbox.ts';
import type { RawRequest } from './sign.ts';

export interface RawResponse {
  status: number;
  /** The service's error code; empty if there is none. */
  code: string;
  body: string;
  headers: IncomingMessage['headers'];
}

const timeoutMs = 60_000;

/** Sends exactly this request: `fetch` would add headers. */
export async function ask({
  method,
  path,
  headers,
  body,
}: RawRequest): Promise<RawResponse> {
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
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const text = (await response.setEncoding('utf8').toArray()).join('');
  return {
    status: response.statusCode ?? 0,
    code: readCode(text, response),
    body: text,
    headers: response.headers,
  };
}

/** From XML, from JSON, or from the header that some services use instead. */
function readCode(body: string, { headers }: IncomingMessage): string {
  const code =
    body.match(/<Code>(\w[\w.]*)<\/Code>/)?.[1] ??
    body.match(/"__type": ?"(?:[\w.]+#)?(\w+)"/)?.[1] ??
    headers['x-amzn-errortype'];
  return String(code ?? '').split(':')[0] ?? '';
}
