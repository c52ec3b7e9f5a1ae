import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WatchedCodeApi } from './watched-code.ts';

let silent: Server;
let api: WatchedCodeApi;

beforeEach(async () => {
  silent = createServer(() => {}).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  api = new WatchedCodeApi(
    { endpoint: `http://127.0.0.1:${port}`, secretAccessKey: 'secret' },
    '000000000000',
    { aws_region: 'us-east-1', lambda_function_name: 'f' },
  );
});

afterEach(() => {
  silent.closeAllConnections();
  silent.close();
});

describe('WatchedCodeApi', () => {
  it('does not wait forever for an emulator that is paused', async () => {
    await expect(api.end(50)).rejects.toMatchObject({
      message: expect.stringContaining('The watched code still runs'),
      next: expect.stringContaining('make local-up'),
    });
  });
});
