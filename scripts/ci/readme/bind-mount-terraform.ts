import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { note } from '../../output/log.ts';
import { downloadEnvironment } from '../../system/environment.ts';
import { run } from '../../system/run.ts';
import { findProviderMirror } from '../../toolchain/terraform-provider.ts';
import { root } from './clean-root.ts';

const env = downloadEnvironment();

/**
 * Terraform and its provider are normally downloaded. If HashiCorp's releases
 * are unreachable, this machine's copies are bind-mounted into the clean root.
 */
export async function bindMountTerraform(): Promise<void> {
  if (await canDownload()) {
    return;
  }
  note(
    "HashiCorp's releases are unreachable: bind-mounting this machine's Terraform",
  );
  const terraform = await run('sh', ['-c', 'command -v terraform'], {
    env,
    next: 'install Terraform 1.6 or newer, or connect to the network',
  });
  await bindMount(terraform, path.join(root, 'usr/local/bin/terraform'));
  const mirror = findProviderMirror();
  if (mirror) {
    await bindMount(
      mirror,
      path.join(root, 'usr/local/share/terraform/plugins'),
    );
  }
}

async function canDownload(): Promise<boolean> {
  try {
    const { ok } = await fetch('https://releases.hashicorp.com/terraform/', {
      method: 'HEAD',
      signal: AbortSignal.timeout(10_000),
    });
    return ok;
  } catch {
    return false;
  }
}

async function bindMount(source: string, target: string): Promise<void> {
  if (statSync(source).isDirectory()) {
    mkdirSync(target, { recursive: true });
  } else {
    writeFileSync(target, '');
  }
  await run('mount', ['--bind', '-o', 'ro', source, target], { env });
}
