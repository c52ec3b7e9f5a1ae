import type { SandboxError } from '../output/errors.ts';
import type { Finding } from '../output/findings.ts';
import { localEnvironment } from '../system/environment.ts';
import { run } from '../system/run.ts';
import { isSupported, readVersion } from '../toolchain/terraform.ts';
import {
  awsProviderVersion,
  findProviderMirror,
  hasCachedProvider,
} from '../toolchain/terraform-provider.ts';

export async function checkNode(): Promise<Finding> {
  return {
    state: 'found',
    subject: 'Node',
    detail: `${process.version}, the project's own`,
  };
}

/** LocalStack needs 3.11 to 3.13; each may be installed under its versioned name. */
export async function checkPython(): Promise<Finding> {
  const mend = 'install Python 3.11, 3.12 or 3.13 with pip or venv';
  const versions = await Promise.all(
    ['python3', 'python3.13', 'python3.12', 'python3.11'].map(pythonVersion),
  );
  const found = versions.filter((version) => version !== undefined);
  const usable = found.find((version) => /^3\.1[123]\./.test(version));
  if (usable) {
    return { state: 'found', subject: 'Python', detail: usable };
  }
  return found[0]
    ? { state: 'wrong', subject: 'Python', detail: found[0], mend }
    : { state: 'missing', subject: 'Python', detail: 'not on PATH', mend };
}

async function pythonVersion(program: string): Promise<string | undefined> {
  const output = await run(program, ['--version'], {
    env: localEnvironment(),
  }).catch(() => '');
  return /^Python (\S+)/.exec(output)?.[1];
}

export async function checkTerraform(): Promise<Finding> {
  const version = await readVersion('terraform');
  const subject = 'Terraform';
  if (version && isSupported(version)) {
    return { state: 'found', subject, detail: `${version} on PATH` };
  }
  return {
    state: 'note',
    subject,
    detail: version
      ? `${version} on PATH is older than 1.6, the pinned release is downloaded instead`
      : 'not on PATH, the pinned release is downloaded',
  };
}

export async function checkProvider(chosenMirror?: string): Promise<Finding> {
  const subject = 'AWS provider';
  let mirror: string | undefined;
  try {
    mirror = findProviderMirror(chosenMirror);
  } catch (error) {
    const { message, next = '' } = error as SandboxError;
    return { state: 'wrong', subject, detail: message, mend: next };
  }
  if (mirror) {
    return {
      state: 'found',
      subject,
      detail: `${awsProviderVersion} in ${mirror}`,
    };
  }
  return hasCachedProvider()
    ? { state: 'found', subject, detail: `${awsProviderVersion}, cached` }
    : {
        state: 'note',
        subject,
        detail: `${awsProviderVersion} comes from the registry with the first \`make local-up\``,
      };
}
