import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { composeImage } from '../engines/compose.ts';
import { docker } from '../engines/docker-client.ts';
import type { Collect } from './collect.ts';

/** The image that docker-compose.yml names; LOCALSTACK_IMAGE is honoured. */
export const collectImage: Collect = async (offline) => {
  mkdirSync(offline, { recursive: true });
  await docker(
    ['save', '--output', path.join(offline, 'image.tar'), await composeImage()],
    { patienceMs: 600_000 },
  );
};
