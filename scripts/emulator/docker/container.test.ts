import { describe, expect, it } from 'vitest';
import { inRepository } from '../../system/paths.ts';
import { findContainers } from './container.ts';
import { FakeDocker } from './test-support/fake-docker.ts';

const folderLabel = 'com.docker.compose.project.working_dir';

function container(id: string, folder: string, Status: string) {
  return {
    Id: id,
    State: { Status, StartedAt: '2026-01-01T00:00:00Z' },
    Config: {
      Labels: { [folderLabel]: folder, 'com.docker.compose.project': 'p' },
      Env: ['PATH=/bin', 'SANDBOX_SECRET_ACCESS_KEY=a=secret'],
    },
    NetworkSettings: { Ports: { '4566/tcp': [{ HostPort: '4866' }] } },
  };
}

describe('findContainers', () => {
  it('leaves the containers of other checkouts alone', async () => {
    using _ = new FakeDocker({
      'container ls': { out: 'a\nb\nc' },
      'container inspect a b c': {
        out: JSON.stringify([
          container('a', '/', 'running'),
          container('b', inRepository(), 'paused'),
          container('c', '/a/checkout/that/is/gone', 'running'),
        ]),
      },
    });

    expect(await findContainers()).toEqual([
      {
        id: 'b',
        project: 'p',
        status: 'paused',
        port: 4866,
        secretAccessKey: 'a=secret',
        startedAt: new Date('2026-01-01T00:00:00Z'),
      },
    ]);
  });

  it.each(['WARNING: a plugin is broken', '[{"Id":1}]', 'null'])(
    'explains an engine that describes its containers as %j',
    async (out) => {
      using _ = new FakeDocker({
        'container ls': { out: 'a' },
        'container inspect a': { out },
      });

      await expect(findContainers()).rejects.toMatchObject({
        name: 'SandboxError',
        message: 'The output of `docker container inspect` cannot be read.',
        next: expect.stringContaining('ENGINE=host'),
      });
    },
  );

  it('returns undefined when no engine responds', async () => {
    using _ = new FakeDocker({ container: { error: 'Cannot connect' } });

    expect(await findContainers()).toBeUndefined();
  });
});
