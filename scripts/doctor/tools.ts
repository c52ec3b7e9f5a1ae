import type { SandboxError } from '../output/errors.ts';
import type { Finding } from '../output/findings.ts';
import { localEnvironment } from '../system/environment.ts';
import { run } from '../system/run.ts';
import { isSupported, readVersion } from '../toolchain/terraform.ts';
import {
  awsProviderVersion,
  findProvider,
  findProviderMirror,
} from '../toolchain/terraform-provider.ts';

export async function checkNode(): Promise<Finding> {
  return {
    status: 'ok',
    name: 'Node',
    detail: `${process.version}, installed by the project`,
  };
}

/** LocalStack needs 3.11 to 3.13; each may have only a versioned name on PATH. */
export async function checkPython(): Promise<Finding> {
  const fix = 'install Python 3.11, 3.12 or 3.13 with pip or venv';
  const versions = await Promise.all(
    ['python3', 'python3.13', 'python3.12', 'python3.11'].map(pythonVersion),
  );
  const found = versions.filter((version) => version !== undefined);
  const usable = found.find((version) => /^3\.1[123]\./.test(version));
  if (usable) {
    return { status: 'ok', name: 'Python', detail: usable };
  }
  return found[0]
    ? { status: 'error', name: 'Python', detail: found[0], fix }
    : { status: 'missing', name: 'Python', detail: 'not on PATH', fix };
}

async function pythonVersion(program: string): Promise<string | undefined> {
  const output = await run(program, ['--version'], {
    env: localEnvironment(),
  }).catch(() => '');
  return /^Python (\S+)/.exec(output)?.[1];
}

export async function checkTerraform(): Promise<Finding> {
  const version = await readVersion('terraform');
  const name = 'Terraform';
  if (version && isSupported(version)) {
    return { status: 'ok', name, detail: `${version} on PATH` };
  }
  return {
    status: 'info',
    name,
    detail: version
      ? `${version} on PATH is older than 1.6, the pinned release is downloaded instead`
      : 'not on PATH, the pinned release is downloaded',
  };
}

export async function checkProvider(chosenMirror?: string): Promise<Finding> {
  const name = 'AWS provider';
  let mirror: string | undefined;
  try {
    mirror = findProviderMirror(chosenMirror);
  } catch (error) {
    const { message, next = '' } = error as SandboxError;
    return { status: 'error', name, detail: message, fix: next };
  }
  const found = mirror ?? findProvider()?.mirror;
  return found
    ? { status: 'ok', name, detail: `${awsProviderVersion} in ${found}` }
    : {
        status: 'info',
        name,
        detail: `${awsProviderVersion} comes from the registry with \`make setup\``,
      };
}
