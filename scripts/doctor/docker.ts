import type { Settings } from '../cli/settings.ts';
import {
  findDockerProblem,
  readArchitecture,
} from '../emulator/docker/checks.ts';
import { composeImage } from '../emulator/docker/compose.ts';
import type { Finding } from '../output/findings.ts';

// The doctor responds within seconds even if an engine hangs.
const timeoutMs = 1500;
const name = 'Docker';

/** A problem is an error with ENGINE=docker only: the host engine needs no Docker. */
export async function checkDocker({ engine }: Settings): Promise<Finding[]> {
  if (engine === 'host') {
    return [];
  }
  const problem = await findDockerProblem({ missingImage: 'ask', timeoutMs });
  if (!problem) {
    return [{ status: 'ok', name, detail: await describeImage() }];
  }
  const { detail, fix } = problem;
  return [
    engine === 'docker'
      ? { status: 'error', name, detail, fix: fix }
      : {
          status: 'info',
          name,
          detail: `${detail}; falling back to the host engine. To use Docker: ${fix}`,
        },
  ];
}

async function describeImage(): Promise<string> {
  const image = await composeImage();
  return (await readArchitecture(image, { timeoutMs }))
    ? `has ${image}`
    : `will pull ${image}`;
}
