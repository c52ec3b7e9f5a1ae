import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { startEmulator } from '../emulator/test-support/emulator.ts';
import { Sandbox } from './sandbox.ts';
import { startConsole } from './server.ts';
import { startTestConsole, type TestConsole } from './test-support/console.ts';
import { toEmulator } from './test-support/emulator.ts';

const streamPath = '/_sandbox/requests/stream';

/** Reads a stream up to its first bytes. */
async function openStream(server: TestConsole, cookie: string) {
  const ended = Promise.withResolvers<void>();
  const first = Promise.withResolvers<string>();
  const sent = request(
    {
      host: '127.0.0.1',
      port: server.running.port,
      path: '/api/requests/stream',
      headers: { cookie },
    },
    (response) => {
      response.setEncoding('utf8').once('data', first.resolve);
      response.on('error', () => undefined).on('close', ended.resolve);
    },
  );
  sent.on('error', first.reject).end();
  return {
    first: await first.promise,
    ended: ended.promise,
    close: () => sent.destroy(),
  };
}

/** An emulator with a stream that never ends by itself. */
async function startStreaming() {
  const closed = Promise.withResolvers<void>();
  let end = () => {};
  const emulator = await startEmulator({
    [streamPath]: (response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('data: {"id":"one"}\n\n');
      response.on('close', closed.resolve);
      end = () => response.destroy();
    },
  });
  const server = await startTestConsole(async () => toEmulator(emulator));
  return {
    server,
    cookie: await server.openSession(),
    closed: closed.promise,
    end: () => end(),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await emulator[Symbol.asyncDispose]();
    },
  };
}

describe('the stream of requests', () => {
  it('passes on what the emulator sends', async () => {
    await using streaming = await startStreaming();

    const { first } = await openStream(streaming.server, streaming.cookie);

    expect(first).toBe('data: {"id":"one"}\n\n');
  });

  it('ends with the page', async () => {
    await using streaming = await startStreaming();
    const stream = await openStream(streaming.server, streaming.cookie);

    stream.close();

    await streaming.closed;
  });

  it('ends with the emulator', async () => {
    await using streaming = await startStreaming();
    const stream = await openStream(streaming.server, streaming.cookie);

    streaming.end();

    await stream.ended;
  });

  it('ends with the console', async () => {
    await using streaming = await startStreaming();
    const stream = await openStream(streaming.server, streaming.cookie);

    await streaming.server.running.close();

    await stream.ended;
    await streaming.closed;
  });
});

describe('a port', () => {
  it('that is in use is reported with its owner', async () => {
    await using first = await startTestConsole();
    const { port } = first.running;
    const { settings } = new Sandbox({} as never);

    const second = startConsole(port, new Sandbox(settings), new Map());

    await expect(second).rejects.toMatchObject({
      message: `The console cannot listen on port ${port}.`,
      why: expect.stringContaining(`pid ${process.pid}`),
      next: `stop it, or run \`make console CONSOLE_PORT=${port + 1}\``,
    });
  });
});
