import { cpSync, mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { SandboxError } from '../output/errors.ts';
import { localEnvironment } from '../system/environment.ts';
import { inLocal, inRepository } from '../system/paths.ts';
import { run } from '../system/run.ts';
import {
  dynamoDbLocalFolder,
  ensureDynamoDbLocal,
} from '../toolchain/dynamodb-local.ts';
import { ensurePython } from '../toolchain/python.ts';
import { ensureTerraform, toTest } from '../toolchain/terraform.ts';
import {
  ensureProvider,
  findProvider,
} from '../toolchain/terraform-provider.ts';
import { archive } from './archive.ts';
import { collectPythonPackages } from './python-packages.ts';

/** Each part is collected in `.offline/`; `.offline/local/` is installed as `.local/`. */
export type Collect = (offline: string) => Promise<void>;

/** HEAD without its history: nothing is committed from a pack. */
export const collectRepository: Collect = async (offline) => {
  const git = (...args: string[]) =>
    run('git', args, { cwd: inRepository(), env: localEnvironment() });
  const changes = await git('status', '--porcelain');
  if (changes) {
    throw new SandboxError('The checkout has uncommitted changes.', {
      why: changes,
      next: 'commit or stash them, then `make offline-pack`: it packs HEAD',
    });
  }
  const tar = path.join(path.dirname(offline), 'repository.tar');
  await git('archive', '--format=tar', '--output', tar, 'HEAD');
  mkdirSync(offline, { recursive: true });
  await run('tar', ['-x', '-f', tar, '-C', path.dirname(offline)], {
    env: localEnvironment(),
  });
  await run('rm', [tar], { env: localEnvironment() });
};

/** With the pinned Node inside, so that the other machine needs none. */
export const collectNode: Collect = async (offline) => {
  await archive(inRepository(), 'node_modules', {
    into: path.join(offline, 'node_modules.tar'),
    // Caches of tools.
    without: ['node_modules/.vite*', 'node_modules/.cache'],
  });
};

export const collectPython: Collect = async (offline) => {
  await ensurePython('dev');
  copy(inLocal('uv', 'bin', 'uv'), path.join(offline, 'local/uv/bin/uv'));
  copy(
    inLocal('uv', 'installed.json'),
    path.join(offline, 'local/uv/installed.json'),
  );
  await collectPythonPackages(path.join(offline, 'wheels'));
};

export const collectDynamoDbLocal: Collect = async (offline) => {
  await ensureDynamoDbLocal();
  copy(dynamoDbLocalFolder, path.join(offline, 'local/dynamodb-local'));
};

export const collectTerraform: Collect = async (offline) => {
  const { path: program } = await ensureTerraform(toTest);
  copy(
    await locate(program),
    path.join(offline, 'local/terraform/offline/terraform'),
  );
  await ensureProvider(program);
  const provider = findProvider();
  if (!provider) {
    throw new SandboxError('The AWS provider was not found.', {
      why: '`terraform init` has ended without it.',
      next: '`make setup`, then `make offline-pack`',
    });
  }
  const { mirror, place } = provider;
  copy(
    path.join(mirror, place),
    path.join(offline, 'local/terraform/providers', place),
  );
};

function copy(from: string, to: string): void {
  cpSync(realpathSync(from), to, { recursive: true, dereference: true });
}

async function locate(program: string): Promise<string> {
  return path.isAbsolute(program)
    ? program
    : (
        await run('/bin/sh', ['-c', `command -v ${program}`], {
          env: localEnvironment(),
        })
      ).trim();
}
