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
 * Writes the CLI configuration that every Terraform run of ours uses, in place
 * of the user's: a local mirror if there is one, else the registry with a
 * cache of our own.
 *
 * @returns the path of the configuration.
 */
export function writeTerraformCliConfig(): string {
  const mirror = findProviderMirror();
  const file = inLocal('terraform', 'cli.tfrc');
  // A mirror is asked without any network call; the cache still asks the registry.
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

/** True if an earlier init has put the whole provider into our own cache. */
export function hasCachedProvider(): boolean {
  return existsSync(cacheStamp) && holdsProvider(cache);
}

/** After an init: one that is killed may leave half a provider in the cache. */
export function rememberCachedProvider(): void {
  if (holdsProvider(cache)) {
    writeFileAtomically(cacheStamp, awsProviderVersion);
  }
}

/**
 * A folder laid out as `terraform providers mirror` does that holds our
 * provider for this platform, or undefined.
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

/** True if a mirror, or a `.terraform/providers` folder, has our provider. */
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
