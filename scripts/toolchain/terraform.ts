import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chmod,
  mkdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { z } from 'zod';
import { SandboxError } from '../output/errors.ts';
import { step } from '../output/log.ts';
import { localEnvironment } from '../system/environment.ts';
import { inLocal } from '../system/paths.ts';
import { privateFolder } from '../system/private-folder.ts';
import { run } from '../system/run.ts';
import { isAtLeast, type Minimum } from '../system/version.ts';
import { download } from './download.ts';

/** As terraform/terraform.tf has it. */
const toApply: Minimum = [1, 6];

/** `override_data` in terraform/tests. */
export const toTest: Minimum = [1, 7];

/** This machine as HashiCorp names it, for example `linux_amd64`. */
export const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;

/** What is downloaded where PATH has none: HashiCorp's published SHA-256. */
const release = {
  version: '1.11.4',
  sha256: {
    darwin_amd64:
      'a56d5002b9f7647291faccc3dd1a70350e60fb61e4c45037629508b8fdc2575b',
    darwin_arm64:
      '867e0808fa971217043e25b7a792b10720c79b1546f8a68479b74f138be73e18',
    linux_amd64:
      '1ce994251c00281d6845f0f268637ba50c0005657eb3cf096b92f753b42ef4dc',
    linux_arm64:
      'a43d1d0da9b9bab214a8305a39db0e40869572594ccf50c416a7756499143633',
  } as Record<string, string>,
};

export interface TerraformBinary {
  path: string;
  version: string;
}

/** Terraform from PATH if it is new enough, else a pack's, else the pinned. */
export async function ensureTerraform(
  minimum = toApply,
  installed = ['terraform', inLocal('terraform', 'offline', 'terraform')],
): Promise<TerraformBinary> {
  const older: string[] = [];
  for (const path of installed) {
    const version = await readVersion(path);
    if (version && isSupported(version, minimum)) {
      return { path, version };
    }
    older.push(...(version ? [version] : []));
  }
  const path = inLocal('terraform', release.version, 'terraform');
  if (!existsSync(path)) {
    await step(`Downloading Terraform ${release.version}`, () =>
      downloadRelease(path, older, minimum.join('.')),
    );
  }
  return { path, version: release.version };
}

const versionSchema = z.object({ terraform_version: z.string() });

/** The version of a Terraform program, or undefined if it does not run. */
export async function readVersion(file: string): Promise<string | undefined> {
  try {
    const output = await run(file, ['version', '-json'], {
      env: localEnvironment(),
    });
    return versionSchema.parse(JSON.parse(output)).terraform_version;
  } catch {
    return undefined;
  }
}

export function isSupported(version: string, minimum = toApply): boolean {
  return isAtLeast(version, minimum);
}

async function downloadRelease(
  path: string,
  older: string[],
  minimum: string,
): Promise<void> {
  const archive = `terraform_${release.version}_${platform}.zip`;
  const url = `https://releases.hashicorp.com/terraform/${release.version}/${archive}`;
  await mkdir(inLocal('terraform', release.version), privateFolder);
  const zipFile = `${path}.zip`;
  await download(url, zipFile).catch((cause: SandboxError) => {
    throw new SandboxError('Terraform is missing.', {
      why: `${older[0] ? `Terraform ${older.join(', ')} is older than ${minimum}` : 'No Terraform is on PATH'}, and ${url} could not be downloaded: ${cause.why ?? cause.message}`,
      next: `install Terraform ${minimum} or newer, or connect to the network, then run the command again`,
      cause,
    });
  });
  const zip = await readFile(zipFile);
  await rm(zipFile);
  assertPublished(archive, zip);
  const binary = unzipSync(zip, { filter: ({ name }) => name === 'terraform' });
  await writeFile(`${path}.part`, binary.terraform ?? new Uint8Array());
  await chmod(`${path}.part`, 0o755);
  await rename(`${path}.part`, path);
}

/** @throws SandboxError unless the archive has the SHA-256 of its platform. */
export function assertPublished(
  archive: string,
  zip: Uint8Array,
  published = release.sha256[platform],
): void {
  const sha256 = createHash('sha256').update(zip).digest('hex');
  if (sha256 !== published) {
    throw new SandboxError(`${archive} is not what HashiCorp published.`, {
      why: `Expected SHA-256 ${published ?? `of a platform other than ${platform}`}, got ${sha256}.`,
      next: 'run the command again, or install Terraform 1.6 or newer',
    });
  }
}
