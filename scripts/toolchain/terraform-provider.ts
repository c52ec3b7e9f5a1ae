import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { SandboxError } from '../output/errors.ts';
import { step } from '../output/log.ts';
import { downloadEnvironment, userEnvironment } from '../system/environment.ts';
import { writeFileAtomically } from '../system/files.ts';
import { inLocal, inRepository } from '../system/paths.ts';
import { privateFolder } from '../system/private-folder.ts';
import { run } from '../system/run.ts';
import { platform } from './terraform.ts';

export const awsProviderVersion = '5.100.0';

/** Complete if it exists: a download is moved here when it has ended. */
const downloaded = inLocal('terraform', 'providers');

const registryPath = 'registry.terraform.io/hashicorp/aws';

/**
 * Downloads the provider unless this machine has it, so that no later
 * `terraform init` needs a network or the user's proxy.
 *
 * @returns the path of the CLI configuration for every Terraform run.
 */
export async function ensureProvider(terraform: string): Promise<string> {
  if (findProvider() === undefined) {
    await step(`Downloading AWS provider ${awsProviderVersion}`, () =>
      downloadProvider(terraform),
    );
  }
  return writeTerraformCliConfig();
}

/** Lets `terraform init` download what the lock file names, and verify it. */
export async function downloadProvider(
  terraform: string,
  folder = downloaded,
): Promise<void> {
  mkdirSync(path.dirname(folder), privateFolder);
  const draft = mkdtempSync(`${folder}.`);
  const providers = path.join(draft, 'providers');
  mkdirSync(providers);
  for (const file of ['terraform.tf', '.terraform.lock.hcl']) {
    copyFileSync(inRepository('terraform', file), path.join(draft, file));
  }
  const cliConfig = path.join(draft, 'cli.tfrc');
  writeFileSync(
    cliConfig,
    `disable_checkpoint = true\nplugin_cache_dir = ${JSON.stringify(providers)}\n`,
  );
  try {
    await run(
      terraform,
      ['init', '-backend=false', '-lockfile=readonly', '-no-color'],
      {
        cwd: draft,
        env: { ...downloadEnvironment(), TF_CLI_CONFIG_FILE: cliConfig },
        next: 'connect to the network, or set TF_PROVIDER_MIRROR to a folder that `terraform providers mirror` filled',
      },
    );
    rmSync(folder, { recursive: true, force: true });
    renameSync(providers, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Written in place of the user's: names the folder that has the provider. */
function writeTerraformCliConfig(): string {
  const file = inLocal('terraform', 'cli.tfrc');
  writeFileAtomically(
    file,
    [
      'disable_checkpoint = true',
      'provider_installation {',
      '  filesystem_mirror {',
      `    path    = ${JSON.stringify(findProvider()?.mirror)}`,
      '    include = ["registry.terraform.io/hashicorp/aws"]',
      '  }',
      '}',
      '',
    ].join('\n'),
  );
  return file;
}

/**
 * A folder in the layout of `terraform providers mirror` that holds the provider
 * for this platform, or undefined.
 *
 * @throws SandboxError if TF_PROVIDER_MIRROR names a folder without it.
 */
export function findProviderMirror(
  chosen = userEnvironment().TF_PROVIDER_MIRROR,
  conventional = conventionalMirrors(),
): string | undefined {
  if (chosen) {
    if (!holdsProvider(chosen)) {
      throw new SandboxError(
        `TF_PROVIDER_MIRROR holds no AWS provider ${awsProviderVersion}.`,
        {
          why: `Neither ${unpacked(chosen)} nor ${packed(chosen)} exists.`,
          next: `unset it, or fill it: \`terraform -chdir=terraform providers mirror ${chosen}\``,
        },
      );
    }
    return path.resolve(chosen);
  }
  return conventional.find(holdsProvider);
}

function conventionalMirrors(): string[] {
  const home = homedir();
  return [
    path.join(home, '.terraform.d/plugins'),
    path.join(home, '.local/share/terraform/plugins'),
    path.join(home, 'Library/Application Support/io.terraform/plugins'),
    '/Library/Application Support/io.terraform/plugins',
    '/usr/local/share/terraform/plugins',
    '/usr/share/terraform/plugins',
    ...globSync(['/opt/*/', '/opt/*/plugins/']),
  ];
}

/** True if a folder in this layout has the pinned provider. */
function holdsProvider(mirror: string): boolean {
  return existsSync(unpacked(mirror)) || existsSync(packed(mirror));
}

function unpacked(mirror: string): string {
  return path.join(mirror, registryPath, awsProviderVersion, platform);
}

function packed(mirror: string): string {
  const file = `terraform-provider-aws_${awsProviderVersion}_${platform}.zip`;
  return path.join(mirror, registryPath, file);
}

/** The provider on this machine: the mirror that holds it, and where in it. */
export function findProvider(): { mirror: string; place: string } | undefined {
  const mirror = [findProviderMirror(), downloaded].find(
    (folder) => folder !== undefined && holdsProvider(folder),
  );
  return mirror === undefined
    ? undefined
    : {
        mirror,
        place: path.relative(
          mirror,
          [unpacked, packed].map((of) => of(mirror)).find(existsSync) ?? '',
        ),
      };
}
