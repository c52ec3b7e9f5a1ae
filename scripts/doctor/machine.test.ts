import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { FakeDocker } from '../emulator/docker/test-support/fake-docker.ts';
import { checkHostEngine, checkPort } from './machine.ts';

const settings = {
  engine: 'host',
  envName: 'local',
  lambdaRuntime: 'process',
  autosaveSeconds: 60,
  recordsRequests: true,
} as const;

describe('checkPort', () => {
  it('names the program that has the port, and another port', async () => {
    using _ = new FakeDocker({});
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;

    const finding = await checkPort({ ...settings, port });
    server.close();

    expect(finding).toMatchObject({
      status: 'error',
      detail: expect.stringMatching(
        new RegExp(`^taken by .*, pid ${process.pid}$`),
      ),
      fix: `stop it, or run \`make local-up PORT=${port + 10}\``,
    });
  });
});

describe('checkHostEngine', () => {
  it('says on Linux on arm64 that the docker engine is needed', async () => {
    expect(await checkHostEngine('linux_arm64')).toMatchObject([
      { detail: expect.stringContaining('`make local-up ENGINE=docker`') },
    ]);
  });

  it('says nothing on Apple silicon', async () => {
    expect(await checkHostEngine('darwin_arm64')).toEqual([]);
  });
});
