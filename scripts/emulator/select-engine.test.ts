import { describe, expect, it } from 'vitest';
import type { Settings } from '../cli/settings.ts';
import {
  FakeDocker,
  type FakeResponses,
  workingDocker,
} from './docker/test-support/fake-docker.ts';
import { chooseEngine } from './select-engine.ts';

const problems: Record<string, { responses: FakeResponses; reason: string }> = {
  'the engine does not run': {
    responses: { version: { error: 'Cannot connect to the Docker daemon' } },
    reason: 'Docker: its engine does not run',
  },
  'the engine is on another machine': {
    responses: { 'context inspect': { out: 'ssh://build.example' } },
    reason: 'Docker: its engine is on another machine, ssh://build.example',
  },
  'Docker has no Compose v2': {
    responses: { 'compose version': { error: "'compose' is no command" } },
    reason:
      'Docker: Compose v2 is missing; `docker-compose` with a hyphen is v1',
  },
  'the image cannot be pulled': {
    responses: {
      'image inspect': { error: 'No such image' },
      'pull image:1': { error: 'no route to host' },
    },
    reason: 'Docker: has no image:1, and it cannot be pulled: no route to host',
  },
};

const choose = (
  engine: Settings['engine'],
  lambdaRuntime: Settings['lambdaRuntime'] = 'process',
) => chooseEngine({ engine, lambdaRuntime });

describe('chooseEngine', () => {
  it('chooses docker when an engine responds and has the image', async () => {
    using _ = new FakeDocker(workingDocker);

    const { engine } = await choose('auto');

    expect(engine.name).toBe('docker');
  });

  it('chooses docker when the image can be pulled', async () => {
    using _ = new FakeDocker({
      ...workingDocker,
      'image inspect': { error: 'No such image' },
      'pull image:1': { out: '0123456789ab: Pulling fs layer' },
    });

    const { engine } = await choose('auto');

    expect(engine.name).toBe('docker');
  });

  it('does not call docker for ENGINE=host', async () => {
    using _ = new FakeDocker({});

    expect(await choose('host')).toMatchObject({
      engine: { name: 'host' },
      reason: 'ENGINE=host',
    });
  });

  for (const [state, { responses, reason }] of Object.entries(problems)) {
    it(`falls back to the host and says why when ${state}`, async () => {
      using _ = new FakeDocker({ ...workingDocker, ...responses });

      expect(await choose('auto')).toMatchObject({
        engine: { name: 'host' },
        reason,
      });
    });

    it(`refuses ENGINE=docker when ${state}`, async () => {
      using _ = new FakeDocker({ ...workingDocker, ...responses });

      await expect(choose('docker')).rejects.toMatchObject({
        message: 'ENGINE=docker cannot be used.',
        why: reason,
      });
    });
  }

  it('refuses LAMBDA_RUNTIME=aws on the host engine', async () => {
    using _ = new FakeDocker({});
    await expect(choose('host', 'aws')).rejects.toMatchObject({
      message: 'LAMBDA_RUNTIME=aws cannot be used.',
      why: expect.stringMatching(/^ENGINE=host runs no container/),
    });
  });

  it('refuses LAMBDA_RUNTIME=aws where Docker cannot be used', async () => {
    using _ = new FakeDocker({
      ...workingDocker,
      version: { error: 'Cannot connect to the Docker daemon' },
    });

    await expect(choose('auto', 'aws')).rejects.toMatchObject({
      message: 'LAMBDA_RUNTIME=aws cannot be used.',
      why: 'Docker: its engine does not run',
      next: expect.stringContaining('; or use the host engine'),
    });
  });

  it.each(['host', 'auto'] as const)(
    'refuses ENGINE=%s on Linux on arm64 without Docker, before anything is installed',
    async (engine) => {
      using _ = new FakeDocker({
        ...workingDocker,
        version: { error: 'Cannot connect to the Docker daemon' },
      });

      await expect(
        chooseEngine({ engine, lambdaRuntime: 'process' }, 'linux_arm64'),
      ).rejects.toMatchObject({
        message: 'The host engine cannot run on this machine.',
        why: expect.stringContaining('no SQLite library for Linux on arm64'),
        next: expect.stringContaining('`make local-up ENGINE=docker`'),
      });
    },
  );

  it('chooses docker on Linux on arm64', async () => {
    using _ = new FakeDocker(workingDocker);

    const { engine } = await chooseEngine(
      { engine: 'auto', lambdaRuntime: 'process' },
      'linux_arm64',
    );

    expect(engine.name).toBe('docker');
  });
});
