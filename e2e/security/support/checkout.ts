import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { Checkout } from '../../support/checkout.ts';

export interface AttackedSandbox {
  checkout: string;
  port: number;
  engine: 'host' | 'docker';
  /** What `eval "$(make -s env)"` adds to a shell. */
  environment: Record<string, string>;
}

declare module 'vitest' {
  export interface ProvidedContext {
    sandbox: AttackedSandbox;
  }
}

/** Vitest's global set-up: one sandbox, with a payment in it, for all attacks. */
export default async function setup(project: TestProject) {
  const engine = process.env.ENGINE === 'docker' ? 'docker' : 'host';
  const checkout = new Checkout();
  await checkout.create(engine, ['uv', 'dynamodb-local', 'terraform']);
  const { folder, port } = checkout;
  // Other users may enter the folder, so that only `.local`'s mode protects it.
  chmodSync(folder, 0o755);
  try {
    const { exitCode, output } = await checkout.run('local-up');
    if (exitCode !== 0) {
      throw new Error(`make local-up ended with ${exitCode}:\n${output}`);
    }
    const environment = readEnvironment(folder);
    project.provide('sandbox', { checkout: folder, port, engine, environment });
    return () => checkout.remove();
  } catch (error) {
    await checkout.remove();
    throw error;
  }
}

/** The environment of a shell without any AWS variables. */
export function bareEnvironment(): NodeJS.Dict<string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) =>
      /^(PATH|HOME|DOCKER_.*)$/.test(name),
    ),
  );
}

/** What `make env` adds to such a shell. */
export function readEnvironment(checkout: string): Record<string, string> {
  const before = bareEnvironment();
  const printed = execFileSync(
    'bash',
    ['-ec', 'exports=$(make -s env); eval "$exports"; env -0'],
    {
      cwd: checkout,
      env: before,
      encoding: 'utf8',
      // With a socket as its input, bash reads the user's own start-up files.
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return Object.fromEntries(
    printed
      .split('\0')
      .map((line) => line.split(/=(.*)/s, 2))
      .filter((pair): pair is [string, string] => pair.length === 2)
      .filter(([name]) => /^[A-Z0-9_]+$/.test(name) && !(name in before)),
  );
}
