import { describe, expect, it } from 'vitest';
import { pullImage } from './pull-image.ts';
import { FakeDocker } from './test-support/fake-docker.ts';

describe('pullImage', () => {
  it('gives up when no layer begins to arrive in time', async () => {
    using _ = new FakeDocker({ pull: { busyForS: 30 } });

    expect(await pullImage('image:1', 200)).toBe(
      'the pull did not begin within 0.2 s',
    );
  });

  it('waits for the end of a pull that has begun', async () => {
    using _ = new FakeDocker({
      pull: { out: '0123456789ab: Pulling fs layer', busyForS: 1 },
    });

    expect(await pullImage('image:1', 500)).toBeUndefined();
  });

  it('returns what the client printed when the pull fails', async () => {
    using _ = new FakeDocker({ pull: { error: 'manifest unknown' } });

    expect(await pullImage('image:1', 5000)).toBe('manifest unknown');
  });
});
