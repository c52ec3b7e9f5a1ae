import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { docker } from '../emulator/docker/client.ts';
import { composeImage } from '../emulator/docker/compose.ts';
import { step, warn } from '../output/log.ts';
import type { Collect } from './collect.ts';

const archiveName = 'image.tar';
const patience = { timeoutMs: 600_000 };

/** The image that docker-compose.yml names; LOCALSTACK_IMAGE is honoured. */
export const collectImage: Collect = async (offline) => {
  mkdirSync(offline, { recursive: true });
  const file = path.join(offline, archiveName);
  await docker(['save', '--output', file, await composeImage()], patience);
};

/** Hands the image of a pack, if it holds one, to the Docker engine. */
export async function loadImage(offline: string): Promise<void> {
  const file = path.join(offline, archiveName);
  if (!existsSync(file)) {
    return;
  }
  try {
    await step('Loading the LocalStack image into Docker', async () => {
      await docker(['load', '--quiet', '--input', file], patience);
    });
  } catch (error) {
    // The host engine needs no image.
    warn(`${(error as Error).message} Falling back to the host engine.`);
  }
}
