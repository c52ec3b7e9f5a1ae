import { rmSync } from 'node:fs';
import path from 'node:path';
import { note } from '../output/log.ts';
import type { ChildEnv } from '../system/environment.ts';
import { readJson, writeJson } from '../system/files.ts';
import {
  identifyProcess,
  isAlive,
  type ProcessIdentity,
  processIdentitySchema,
} from '../system/process-identity.ts';
import { type RunOptions, run } from '../system/run.ts';
import { temporaryFolder } from '../system/temporary-folder.ts';
import { logTime } from '../system/time-log.ts';
import { waitUntil } from '../system/wait-until.ts';
import type { TerraformTools } from '../toolchain/terraform-tools.ts';

/**
 * Go collects garbage less often. Of a start of the AWS provider, that saves a
 * sixth of the processor time for 40 MB.
 */
export const rareCollections = { GOGC: '400' };

/** macOS allows no longer path of a socket; Linux allows four bytes more. */
const longestSocket = 103;

/** For Terraform and its providers, whatever their target. */
export function pluginEnvironment(): Record<string, string> {
  const folder = temporaryFolder();
  const socket = path.join(folder, 'plugin4294967295');
  if (Buffer.byteLength(socket) > longestSocket) {
    return rareCollections;
  }
  // A provider that is killed leaves its socket.
  return { ...rareCollections, PLUGIN_UNIX_SOCKET_DIR: folder };
}

/** Terraform in a stack's folder, with only the environment of its target. */
export class Terraform {
  readonly #folder: string;
  readonly #program: string;
  readonly #env: Record<string, string>;
  #running: ProcessIdentity | undefined;
  #isInterrupted = false;

  constructor(
    folder: string,
    { terraform, cliConfig }: TerraformTools,
    environment: ChildEnv,
  ) {
    this.#folder = folder;
    this.#program = terraform.path;
    this.#env = {
      ...environment,
      TF_CLI_CONFIG_FILE: cliConfig,
      TF_IN_AUTOMATION: '1',
      TF_INPUT: '0',
      ...pluginEnvironment(),
    };
  }

  async run(
    args: string[],
    options: Partial<RunOptions> = {},
  ): Promise<string> {
    const pidFile = pidFileIn(this.#folder);
    await waitForOrphan(this.#folder);
    try {
      return await logTime('terraform', () =>
        run(this.#program, args, {
          cwd: this.#folder,
          env: this.#env,
          onStart: (pid) => {
            this.#running = identifyProcess(pid);
            writeJson(pidFile, this.#running);
          },
          ...options,
        }),
      );
    } finally {
      this.#running = undefined;
      this.#isInterrupted = false;
      rmSync(pidFile, { force: true });
    }
  }

  /** Like Ctrl-C, once: on a second one Terraform would drop its state. */
  interrupt(): void {
    if (this.#running && !this.#isInterrupted && isAlive(this.#running)) {
      this.#isInterrupted = true;
      process.kill(this.#running.pid, 'SIGINT');
    }
  }

  /** Only if the state is lost anyway: Terraform gets no time to write it. */
  kill(): void {
    if (this.#running && isAlive(this.#running)) {
      killGroup(this.#running);
    }
  }
}

/** The group holds the provider too. */
const killGroup = ({ pid }: ProcessIdentity) => process.kill(-pid, 'SIGKILL');

const pidFileIn = (folder: string) => path.join(folder, 'terraform.pid');

function readOrphan(folder: string): ProcessIdentity | undefined {
  const orphan = readJson(pidFileIn(folder), processIdentitySchema);
  return orphan && isAlive(orphan) ? orphan : undefined;
}

/**
 * Ends the Terraform that a killed command left running in a folder. Only if the
 * state is lost anyway: it gets no time to write it.
 */
export async function killOrphan(folder: string): Promise<void> {
  const orphan = readOrphan(folder);
  if (orphan) {
    killGroup(orphan);
    await waitForEnd(orphan, 10_000);
  }
}

/**
 * A killed command leaves its Terraform running. That still writes to the state,
 * so no other Terraform may be started at the same time.
 */
export async function waitForOrphan(folder: string): Promise<void> {
  const orphan = readOrphan(folder);
  if (orphan) {
    note(
      `Waiting for Terraform, pid ${orphan.pid}, which a killed command left running`,
    );
    await waitForEnd(orphan, 180_000);
  }
}

async function waitForEnd(
  orphan: ProcessIdentity,
  timeoutMs: number,
): Promise<void> {
  await waitUntil(async () => (isAlive(orphan) ? undefined : true), {
    what: `The end of Terraform, pid ${orphan.pid},`,
    intervalMs: 200,
    timeoutMs,
    next: `\`kill -INT ${orphan.pid}\`, then run the command again`,
  });
}
