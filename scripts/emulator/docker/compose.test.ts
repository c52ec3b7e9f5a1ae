import { describe, expect, it } from 'vitest';
import { composeUp } from './compose.ts';
import { FakeDocker } from './test-support/fake-docker.ts';

const main = 'compose --file docker-compose.yml';
const withAwsRuntime = `${main} --file docker-compose.aws-runtime.yml`;

describe('composeUp', () => {
  it.each([
    ['process', `${main} --project-name`, withAwsRuntime],
    ['aws', `${withAwsRuntime} --project-name`, `${main} --project-name`],
  ] as const)(
    'uses the files for LAMBDA_RUNTIME=%s',
    async (lambdaRuntime, used, unused) => {
      using _ = new FakeDocker({
        [unused]: { error: 'with the wrong files' },
        [used]: { out: 'up' },
      });

      await expect(
        composeUp({
          port: 4566,
          lambdaRuntime,
          autosaveSeconds: 0,
          recordsRequests: true,
        }),
      ).resolves.toBeUndefined();
    },
  );
});
