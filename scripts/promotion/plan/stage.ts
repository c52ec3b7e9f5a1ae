import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writeJson } from '../../system/files.ts';

import { privateFolder } from '../../system/private-folder.ts';
import { services } from '../../terraform/services.ts';
import { stageConfiguration } from '../../terraform/stage.ts';
import type { Target } from '../account/target.ts';
import type { StateBucket } from '../state/bucket.ts';

/** Empties the target's folder, except for the provider. */
export function clearFolder({ folder }: Target): void {
  mkdirSync(folder, privateFolder);
  for (const name of readdirSync(folder)) {
    if (name !== '.terraform') {
      rmSync(path.join(folder, name), { recursive: true });
    }
  }
}

/** Copies the checked-out configuration. */
export function stageSource(
  { envName, folder }: Target,
  bundlePath: string,
): void {
  stageConfiguration(folder, envName, bundlePath);
}

/** Writes the backend's location, and a stand-in's endpoints. */
export function writeBackend(target: Target, bucket: StateBucket): void {
  const { endpoint, folder, region } = target;
  const standIn = endpoint && {
    endpoints: { s3: endpoint, sts: endpoint },
    use_path_style: true,
    skip_metadata_api_check: true,
  };
  writeJson(path.join(folder, 'backend.tf.json'), {
    terraform: {
      backend: {
        s3: {
          bucket: bucket.name,
          key: bucket.key('terraform.tfstate'),
          region,
          encrypt: true,
          use_lockfile: true,
          ...standIn,
        },
      },
    },
  });
  if (endpoint) {
    writeJson(path.join(folder, 'stand_in_override.tf.json'), {
      provider: {
        aws: {
          endpoints: [
            Object.fromEntries(services.map((name) => [name, endpoint])),
          ],
          s3_use_path_style: true,
          skip_metadata_api_check: true,
        },
      },
    });
  }
}
