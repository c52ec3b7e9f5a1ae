import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  FakeDocker,
  type FakeResponses,
  workingDocker,
} from '../emulator/docker/test-support/fake-docker.ts';
import { checkDocker } from './docker.ts';

// Faked: these states cannot be produced on every machine that runs the tests.
const troubles: Record<string, [FakeResponses, detail: string, fix: string]> = {
  'no docker at all': [
    { version: { error: 'There is no `docker` program on PATH.' } },
    'not installed',
    'install Docker Desktop, Colima or, on Debian, `sudo apt-get install docker.io`',
  ],
  'a socket of root': [
    { version: { error: 'permission denied while trying to connect' } },
    'you may not use its socket',
    '`sudo usermod -aG docker "$USER"`, then log in again',
  ],
  'a context that is gone': [
    { version: { error: 'context "colima": context not found' } },
    'the current context does not exist',
    '`docker context use default`',
  ],
  'an engine that hangs': [
    { version: { busyForS: 20 } },
    'its engine hangs',
    'restart it: `sudo systemctl restart docker`, Docker Desktop or `colima restart`',
  ],
  'a client that knows no server': [
    { version: { out: 'null' } },
    'its client printed nothing usable about its engine: `null`',
    '`docker version`',
  ],
  'a client with a broken plugin': [
    { version: { out: 'WARNING: a plugin is broken' } },
    'its client printed nothing usable about its engine: `WARNING: a plugin is broken`',
    '`docker version`',
  ],
  'Windows containers': [
    { version: { out: '{"Os":"windows","Arch":"amd64"}' } },
    'its engine runs windows containers',
    "switch to Linux containers in Docker Desktop's menu",
  ],
  'an engine elsewhere': [
    { 'context inspect': { out: 'tcp://10.0.0.1:2376' } },
    'its engine is on another machine, tcp://10.0.0.1:2376',
    '`unset DOCKER_HOST`, `docker context use default`',
  ],
  'Compose v1 only': [
    { 'compose version': { error: "'compose' is not a docker command" } },
    'Compose v2 is missing; `docker-compose` with a hyphen is v1',
    'install the plugin: `docker-compose-plugin` or `docker-compose-v2` of your system',
  ],
  // A real file system with no free space, as Docker's root folder.
  'a full disk': [
    { info: { out: process.platform === 'linux' ? '/proc' : '/dev' } },
    `its disk is full, 0.0 GB free at ${process.platform === 'linux' ? '/proc' : '/dev'}`,
    '`docker system prune`',
  ],
  'an image that is missing, and no network': [
    {
      'image inspect': { error: 'No such image' },
      'manifest inspect': {
        error: 'dial tcp: lookup registry: no such host',
      },
    },
    'has no image:1, and it cannot be pulled: dial tcp: lookup registry: no such host',
    'connect to the network, `docker load` the image from a file, or name one that is here with LOCALSTACK_IMAGE',
  ],
  'an image for another processor': [
    { 'image inspect': { out: 'arm64' } },
    'image:1 is for arm64, the engine is amd64',
    '`docker pull --platform linux/amd64 image:1`',
  ],
};

const settings = {
  port: undefined,
  envName: 'local',
  lambdaRuntime: 'process',
  autosaveSeconds: 60,
  recordsRequests: true,
} as const;

/** A home without any engine, whatever this machine has. */
const home = mkdtempSync(path.join(tmpdir(), 'home-'));

beforeEach(() => {
  mkdirSync(home, { recursive: true });
  vi.stubEnv('HOME', home);
  vi.stubEnv('XDG_RUNTIME_DIR', home);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

describe('checkDocker', () => {
  it('finds an engine that has the image', async () => {
    using _ = new FakeDocker(workingDocker);

    expect(await checkDocker({ ...settings, engine: 'auto' })).toEqual([
      { status: 'ok', name: 'Docker', detail: 'has image:1' },
    ]);
  });

  it('reports that a missing image will be pulled', async () => {
    using _ = new FakeDocker({
      ...workingDocker,
      'image inspect': { error: 'No such image' },
      'manifest inspect': { out: '{}' },
    });

    const [finding] = await checkDocker({ ...settings, engine: 'docker' });

    expect(finding?.detail).toMatch(/^will pull image:1/);
  });

  for (const [name, [responses, detail, fix]] of Object.entries(troubles)) {
    it(`finds ${name} and explains how to fix it`, async () => {
      using _ = new FakeDocker({ ...workingDocker, ...responses });

      expect(await checkDocker({ ...settings, engine: 'docker' })).toEqual([
        { status: 'error', name: 'Docker', detail, fix },
      ]);
    });
  }

  it.each([
    ['without root', 'docker.sock', 'permission denied'],
    ['of Colima', '.colima/default/docker.sock', 'Cannot connect'],
    ['of Podman', 'podman/podman.sock', 'no such file or directory'],
  ])(
    'finds the engine %s at a socket elsewhere',
    async (_name, name, error) => {
      using _ = new FakeDocker({ ...workingDocker, version: { error } });
      const socket = path.join(home, name);
      mkdirSync(path.dirname(socket), { recursive: true });
      const engine = createServer().listen(socket);
      await once(engine, 'listening');

      const [finding] = await checkDocker({ ...settings, engine: 'docker' });
      engine.close();

      expect(finding?.detail).toContain(`but there is one at ${socket}`);
      expect(finding?.fix).toBe(`\`export DOCKER_HOST=unix://${socket}\``);
    },
  );

  it.each([
    ['podman/podman.sock', '`systemctl --user start podman.socket`'],
    ['.colima/default/docker.sock', '`colima start`'],
  ])(
    'prints how to start the engine that the context %s names',
    async (name, fix) => {
      const error = `Cannot connect to the Docker daemon at unix://${path.join(home, name)}`;
      using _ = new FakeDocker({ ...workingDocker, version: { error } });

      const [finding] = await checkDocker({ ...settings, engine: 'docker' });

      expect(finding).toMatchObject({
        detail: 'its engine does not run',
        fix,
      });
    },
  );

  it('only informs while the host engine can be used instead', async () => {
    using _ = new FakeDocker({
      ...workingDocker,
      version: { error: 'permission denied' },
    });

    const [finding] = await checkDocker({ ...settings, engine: 'auto' });

    expect(finding).toMatchObject({ status: 'info' });
    expect(finding).not.toHaveProperty('fix');
  });

  it('does not look at Docker for ENGINE=host', async () => {
    using _ = new FakeDocker({});

    expect(await checkDocker({ ...settings, engine: 'host' })).toEqual([]);
  });
});
