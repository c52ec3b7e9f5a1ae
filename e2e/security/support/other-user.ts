import { execFile } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { z } from 'zod';
import { parseJson } from '../../../scripts/system/json.ts';

/** The user with uid 65534, who owns no file and no process of the sandbox. */
const otherUser = 65_534;

/**
 * Creates a program that acts as another user of this machine: Node and
 * intruder.ts, in a folder that every user may read.
 */
export async function createIntruder() {
  if (process.getuid?.() !== 0) {
    throw new Error(
      'The attacks of another user were not played.\n' +
        'Only root can act as another user of the machine.\n' +
        'Next: `sudo --preserve-env=PATH make e2e-security`',
    );
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'intruder-'));
  chmodSync(folder, 0o755);
  const node = path.join(folder, 'node');
  copyFileSync(process.execPath, node);
  chmodSync(node, 0o755);
  const program = path.join(folder, 'intruder.mjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'intruder.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  chmodSync(program, 0o644);

  return {
    folder,
    /** Runs one attack of intruder.ts and returns its result. */
    async try<Result>(
      attack: string,
      target: unknown,
      schema: z.ZodType<Result>,
    ): Promise<Result> {
      const { stdout } = await promisify(execFile)(
        'setpriv',
        [
          `--reuid=${otherUser}`,
          `--regid=${otherUser}`,
          '--clear-groups',
          '--no-new-privs',
          node,
          program,
          attack,
          JSON.stringify(target),
        ],
        { cwd: '/', env: { HOME: '/nonexistent' }, maxBuffer: 64 << 20 },
      );
      return parseJson(stdout, schema, {
        what: `The attack ${attack} printed no result.`,
        next: 'run it in e2e/security/support/intruder.ts',
      });
    },
  };
}
