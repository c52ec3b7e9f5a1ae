import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { docker } from '../emulator/docker/client.ts';
import { composeImage } from '../emulator/docker/compose.ts';
import { step, warn } from '../output/log.ts';
import type { Collect } from './collect.ts';

const archiveName = 'image.tar';
const timeout = { timeoutMs: 600_000 };

/** The image that docker-compose.yml names; LOCALSTACK_IMAGE is honoured. */
export const collectImage: Collect = async (offline) => {
  mkdirSync(offline, { recursive: true });
  const file = path.join(offline, archiveName);
  await docker(['save', '--output', file, await composeImage()], timeout);
};

/** Loads the pack's image, if there is one, into the Docker engine. */
export async function loadImage(offline: string): Promise<void> {
  const file = path.join(offline, archiveName);
  if (!existsSync(file)) {
    return;
  }
  try {
    await step('Loading the LocalStack image into Docker', async () => {
      await docker(['load', '--quiet', '--input', file], timeout);
    });
  } catch (error) {
    // The host engine needs no image.
    warn(`${(error as Error).message} Falling back to the host engine.`);
  }
}
