import { afterEach, describe, expect, it } from 'vitest';
import { inherited } from '../system/environment.ts';
import {
  type FakeAnswers,
  FakeDocker,
  workingDocker,
} from './docker/test-support/fake-docker.ts';
import { chooseEngine } from './select-engine.ts';

const obstacles: Record<string, { answers: FakeAnswers; reason: string }> = {
  'the engine does not run': {
    answers: { version: { error: 'Cannot connect to the Docker daemon' } },
    reason: 'No Docker engine answers: Cannot connect to the Docker daemon',
  },
  'the engine is on another machine': {
    answers: { 'context inspect': { out: 'ssh://build.example' } },
    reason: 'The Docker engine at ssh://build.example is on another machine',
  },
  'Docker has no Compose v2': {
    answers: { 'compose version': { error: "'compose' is no command" } },
    reason: "Docker has no Compose v2: 'compose' is no command",
  },
  'the image cannot be pulled': {
    answers: {
      'image inspect': { error: 'No such image' },
      'pull image:1': { error: 'no route to host' },
    },
    reason:
      'The image image:1 is not here and cannot be pulled: no route to host',
  },
};

describe('chooseEngine', () => {
  afterEach(() => {
    delete inherited.LAMBDA_RUNTIME;
  });

  it('chooses docker when an engine answers and has the image', async () => {
    using _ = new FakeDocker(workingDocker);

    const { engine } = await chooseEngine('auto');

    expect(engine.name).toBe('docker');
  });

  it('chooses docker when the image can be pulled', async () => {
    using _ = new FakeDocker({
      ...workingDocker,
      'image inspect': { error: 'No such image' },
      'pull image:1': { out: '0123456789ab: Pulling fs layer' },
    });

    const { engine } = await chooseEngine('auto');

    expect(engine.name).toBe('docker');
  });

  it('does not ask docker when the host engine is wanted', async () => {
    using _ = new FakeDocker({});

    expect(await chooseEngine('host')).toMatchObject({
      engine: { name: 'host' },
      reason: 'ENGINE=host',
    });
  });

  for (const [state, { answers, reason }] of Object.entries(obstacles)) {
    it(`falls back to the host and says why when ${state}`, async () => {
      using _ = new FakeDocker({ ...workingDocker, ...answers });

      expect(await chooseEngine('auto')).toMatchObject({
        engine: { name: 'host' },
        reason,
      });
    });

    it(`refuses ENGINE=docker when ${state}`, async () => {
      using _ = new FakeDocker({ ...workingDocker, ...answers });

      await expect(chooseEngine('docker')).rejects.toMatchObject({
        message: 'ENGINE=docker cannot be used.',
        why: reason,
      });
    });
  }

  it('refuses LAMBDA_RUNTIME=aws on the host engine', async () => {
    using _ = new FakeDocker({});
    inherited.LAMBDA_RUNTIME = 'aws';

    await expect(chooseEngine('host')).rejects.toMatchObject({
      message: 'LAMBDA_RUNTIME=aws cannot be used.',
      why: 'ENGINE=host',
    });
  });

  it('adds the overlay for LAMBDA_RUNTIME=aws', async () => {
    using _ = new FakeDocker({
      ...workingDocker,
      'compose --file docker-compose.yml config': { error: 'no overlay' },
      'compose --file docker-compose.yml --file docker-compose.aws-runtime.yml config --images':
        { out: 'image:1' },
    });
    inherited.LAMBDA_RUNTIME = 'aws';

    const { engine } = await chooseEngine('auto');

    expect(engine.name).toBe('docker');
  });
});
