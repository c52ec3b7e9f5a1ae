import type { SandboxError } from '../output/errors.ts';
import type { Finding } from '../output/findings.ts';
import { localEnvironment } from '../system/environment.ts';
import { run } from '../system/run.ts';
import { downloadedVersion } from '../toolchain/interpreter.ts';
import { pythonBin } from '../toolchain/python.ts';
import {
  canInstallUv,
  findPythons,
  installPython,
} from '../toolchain/python-on-path.ts';
import { isSuitablePython, pythonRange } from '../toolchain/python-versions.ts';
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

/** The interpreter that set-up has chosen, or what it would choose. */
export async function checkPython(
  installed = pythonBin('python'),
  env = localEnvironment(),
): Promise<Finding> {
  const name = 'Python';
  const used = await run(
    installed,
    ['-c', 'import sys; print(sys.version.split()[0], sys._base_executable)'],
    { env },
  ).catch(() => '');
  if (used) {
    return { status: 'ok', name, detail: used.trim().replace(' ', ', ') };
  }
  const found = await findPythons(env);
  const usable = found.find(({ version }) => isSuitablePython(version));
  const [python] = [usable, found.find(canInstallUv), ...found].filter(Boolean);
  if (!python) {
    const detail = 'not on PATH';
    return { status: 'missing', name, detail, fix: installPython };
  }
  const detail = `${python.version} on PATH`;
  if (!canInstallUv(python)) {
    return { status: 'error', name, detail, fix: installPython };
  }
  return usable
    ? { status: 'ok', name, detail }
    : {
        status: 'info',
        name,
        detail: `${detail}; unless uv finds ${pythonRange} on this machine, \`make setup\` downloads ${downloadedVersion}`,
      };
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
