import { gnuTar } from '../offline/archive.ts';
import type { Finding } from '../output/findings.ts';
import { readAwsCli } from '../pipeline/aws-cli.ts';
import { isClone } from '../system/git.ts';
import { isAtLeast, type Minimum, readVersionOf } from '../system/version.ts';

interface Program {
  name: string;
  /** Where it differs from the name. */
  program?: string;
  version: RegExp;
  /** docs/tools.md has the reason for each. */
  minimum: Minimum;
  /** What needs it, if not everything does. */
  neededBy?: string;
}

const neededBy = '`make offline-pack` and to unpack its file';

export const programs: Program[] = [
  { name: 'make', version: /GNU Make (\d[\d.]*)/, minimum: [3, 81] },
  { name: 'bash', version: /version (\d[\d.]*)/, minimum: [3, 2] },
  { name: 'git', version: /git version (\d[\d.]*)/, minimum: [1, 7] },
  {
    name: 'GNU tar',
    program: gnuTar,
    version: /\(GNU tar\) (\d[\d.]*)/,
    minimum: [1, 31],
    neededBy,
  },
  { name: 'zstd', version: /v(\d[\d.]*)/, minimum: [1, 3], neededBy },
];

/** The programs that the project neither installs nor can do without. */
export async function checkPrograms(inClone = isClone()): Promise<Finding[]> {
  return Promise.all(
    programs.filter(({ name }) => name !== 'git' || inClone).map(checkProgram),
  );
}

async function checkProgram(needed: Program): Promise<Finding> {
  const { name, program = name, minimum, neededBy } = needed;
  const version = await readVersionOf(program, needed.version);
  const orLater = `${minimum.join('.')} or later`;
  const detail = `${version ?? 'not on PATH'}, ${orLater} is needed${neededBy ? ` by ${neededBy}` : ''}`;
  if (version && isAtLeast(version, minimum)) {
    return { status: 'ok', name, detail };
  }
  return neededBy
    ? { status: 'info', name, detail }
    : {
        status: version ? 'error' : 'missing',
        name,
        detail,
        fix: `install ${name} ${orLater}`,
      };
}

/** Optional, and of no use to the sandbox if it is too old. */
export async function checkAwsCli(): Promise<Finding[]> {
  const cli = await readAwsCli();
  if (!cli) {
    return [];
  }
  const name = 'AWS CLI';
  const { version, problem } = cli;
  return [
    problem
      ? {
          status: 'info',
          name,
          detail: `${version}: ${problem.why}. Use ${problem.fix}`,
        }
      : { status: 'ok', name, detail: version },
  ];
}
