import { type IncomingHttpHeaders, request } from 'node:http';
import type { Settings } from '../../cli/settings.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { NoEmulatorError } from '../../emulator/emulator.ts';
import { Sandbox } from '../sandbox.ts';
import { type RunningConsole, startConsole } from '../server.ts';

const settings: Settings = {
  engine: 'host',
  port: undefined,
  envName: 'no-such-stack',
  lambdaRuntime: 'process',
  autosaveSeconds: 0,
  recordsRequests: true,
};

/** Three files in place of the page. */
const files = new Map(
  [
    ['/', 'text/html', '<title>the page</title>'],
    ['/main.js', 'text/javascript', 'run()'],
    ['/main.css', 'text/css', 'body{}'],
  ].map(([path = '', type = '', content = '']) => [
    path,
    { type, content: Buffer.from(content) },
  ]),
);

export async function noEmulator(): Promise<Emulator> {
  throw new NoEmulatorError('No emulator is running.', {
    why: 'Nothing of the last one was saved.',
    next: '`make local-up`',
  });
}

/** A console on a free port. */
export async function startTestConsole(
  find: () => Promise<Emulator> = noEmulator,
): Promise<TestConsole> {
  const running = await startConsole(0, new Sandbox(settings, find), files);
  return new TestConsole(running);
}

export interface Sent {
  method?: string;
  path?: string;
  headers?: Record<string, string | string[]>;
  body?: string;
}

export interface Received {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export class TestConsole implements AsyncDisposable {
  readonly running: RunningConsole;

  constructor(running: RunningConsole) {
    this.running = running;
  }

  get host(): string {
    return `127.0.0.1:${this.running.port}`;
  }

  /** The path of the link, with its token. */
  get entrance(): string {
    const { pathname, search } = new URL(this.running.link);
    return pathname + search;
  }

  /** `name=value`, as a browser that opened the link sends it. */
  async openSession(): Promise<string> {
    const { headers } = await this.send({ path: this.entrance });
    return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  }

  /** Sends a request with exactly these headers, as no browser would let a page do. */
  send({ method = 'GET', path = '/', headers = {}, body }: Sent) {
    const { promise, resolve, reject } = Promise.withResolvers<Received>();
    const sent = request(
      {
        host: '127.0.0.1',
        port: this.running.port,
        agent: false,
        method,
        path,
        headers:
          body === undefined
            ? headers
            : { ...headers, 'content-length': `${Buffer.byteLength(body)}` },
      },
      async (response) => {
        let text = '';
        for await (const part of response) {
          text += part;
        }
        const { statusCode = 0, headers: received } = response;
        resolve({ status: statusCode, headers: received, body: text });
      },
    );
    sent.on('error', reject).end(body);
    return promise;
  }

  async [Symbol.asyncDispose]() {
    await this.running.close();
  }
}
