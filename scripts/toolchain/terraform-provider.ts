import { existsSync, globSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { SandboxError } from '../output/errors.ts';
import { userEnvironment } from '../system/environment.ts';
import { writeFileAtomically } from '../system/files.ts';
import { inLocal } from '../system/paths.ts';
import { privateFolder } from '../system/private-folder.ts';
import { platform } from './terraform.ts';

export const awsProviderVersion = '5.100.0';

const cache = inLocal('terraform', 'plugin-cache');

const cacheStamp = path.join(cache, 'complete');

const registryPath = 'registry.terraform.io/hashicorp/aws';

/**
 * Writes the CLI configuration for every Terraform run, in place of the user's:
 * a local mirror if there is one, otherwise the registry with a cache below
 * `.local/`.
 *
 * @returns the path of the configuration.
 */
export function writeTerraformCliConfig(): string {
  const mirror = findProviderMirror();
  const file = inLocal('terraform', 'cli.tfrc');
  // A mirror needs no network; with the cache Terraform still calls the registry.
  const source = mirror ?? (hasCachedProvider() ? cache : undefined);
  mkdirSync(cache, privateFolder);
  writeFileAtomically(
    file,
    [
      'disable_checkpoint = true',
      ...(source
        ? [
            'provider_installation {',
            '  filesystem_mirror {',
            `    path    = ${JSON.stringify(source)}`,
            '    include = ["registry.terraform.io/hashicorp/aws"]',
            '  }',
            '}',
          ]
        : [`plugin_cache_dir = ${JSON.stringify(cache)}`]),
      '',
    ].join('\n'),
  );
  return file;
}

/** True if an earlier init has put the complete provider into the cache. */
export function hasCachedProvider(): boolean {
  return existsSync(cacheStamp) && holdsProvider(cache);
}

/** Called after an init, because a killed one may leave a partial provider in the cache. */
export function rememberCachedProvider(): void {
  if (holdsProvider(cache)) {
    writeFileAtomically(cacheStamp, awsProviderVersion);
  }
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

/** True if a mirror, or a `.terraform/providers` folder, has the pinned provider. */
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
  const mirror = [findProviderMirror(), cache].find(
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
