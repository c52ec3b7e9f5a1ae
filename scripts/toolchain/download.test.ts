import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { download } from './download.ts';

let folder: string;
let releases: Server;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'download-'));
  releases = createServer((request, response) => {
    response.statusCode = request.url === '/terraform.zip' ? 200 : 404;
    response.end('archive');
  });
  await listen(releases);
  // Of the machine that runs this test.
  for (const name of ['HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy']) {
    vi.stubEnv(name, undefined);
  }
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  releases.close();
  vi.unstubAllEnvs();
});

async function listen(server: Server): Promise<void> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

describe('download', () => {
  it('writes the file', async () => {
    const file = path.join(folder, 'file');

    await download(`http://127.0.0.1:${portOf(releases)}/terraform.zip`, file);

    expect(readFileSync(file, 'utf8')).toBe('archive');
  });

  it("uses the user's proxy", async () => {
    const reached: string[] = [];
    const proxy = createServer();
    proxy.on('connect', ({ url = '' }, client) => {
      reached.push(url);
      const origin = connect(portOf(releases), '127.0.0.1', () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        origin.pipe(client).pipe(origin);
      });
    });
    await listen(proxy);
    vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${portOf(proxy)}`);
    const file = path.join(folder, 'file');

    await download('http://releases.example/terraform.zip', file);
    proxy.close();

    expect(reached).toEqual(['releases.example:80']);
    expect(readFileSync(file, 'utf8')).toBe('archive');
  });

  it('reports a refused request', async () => {
    const missing = `http://127.0.0.1:${portOf(releases)}/missing.zip`;

    await expect(
      download(missing, path.join(folder, 'file')),
    ).rejects.toMatchObject({ why: 'HTTP 404' });
  });

  it('reports a server that does not listen', async () => {
    const url = `http://127.0.0.1:${portOf(releases)}/terraform.zip`;
    releases.close();

    await expect(
      download(url, path.join(folder, 'file')),
    ).rejects.toMatchObject({ why: expect.stringContaining('ECONNREFUSED') });
  });
});
