import { z } from 'zod';
import { SandboxError } from '../output/errors.ts';
import { interruption } from '../system/interruption.ts';
import type { StackOutputs } from '../terraform/outputs.ts';
import type { EmulatorAccess } from './clients.ts';
import {
  callSandbox,
  readSandboxResponse,
  unlessOlder,
} from './sandbox-api.ts';

const watchedSchema = z.discriminatedUnion('watched', [
  z.object({ watched: z.literal(false) }),
  z.object({
    watched: z.literal(true),
    /** Where the code is: a path of the emulator's machine. */
    task_root: z.string(),
    since: z.iso.datetime({ offset: true }),
    debug_port: z.int().nullable(),
    debugger_attached: z.boolean(),
  }),
]);

/** The code that runs in place of the applied code. */
export type WatchedCode = z.infer<typeof watchedSchema>;

type Files = Record<string, Uint8Array>;

/** A function that was compiled apart from the packages that it imports, or with them. */
export interface WatchedFiles {
  own: Files;
  packages?: { digest: string; files: Files };
}

const packagesAreMissing = 412;
const endTimeoutMs = 5_000;

export type FunctionName = Pick<
  StackOutputs,
  'aws_region' | 'lambda_function_name'
>;

/** Watched code could not be ended. */
export class WatchedCodeStaysError extends SandboxError {
  constructor(
    timeoutMs: number,
    { localUp, cause }: { localUp: string; cause: unknown },
  ) {
    super('The watched code still runs, in place of the applied code.', {
      why: `LocalStack did not respond within ${timeoutMs / 1000} s.`,
      next: `\`${localUp}\`, which returns to the applied code`,
      cause,
    });
  }
}

/** The emulator's route for the code of one function. */
export class WatchedCodeApi {
  readonly #access: EmulatorAccess;
  readonly #path: string;
  readonly #functionName: string;
  readonly #localUp: string;

  /** @param localUp the command that applies the stack again, for hints. */
  constructor(
    access: EmulatorAccess,
    accountId: string,
    outputs: FunctionName,
    localUp = 'make local-up',
  ) {
    const { aws_region, lambda_function_name } = outputs;
    this.#access = access;
    this.#localUp = localUp;
    this.#functionName = lambda_function_name;
    this.#path = `/_sandbox/watched/${accountId}/${aws_region}/${lambda_function_name}`;
  }

  /** A function that does not exist, or an emulator without the route, has none. */
  async read(): Promise<WatchedCode> {
    const response = await unlessOlder(this.#send(''));
    return response === 'older' || response.status === 404
      ? { watched: false }
      : this.#read(response);
  }

  /**
   * Later invocations run this code. Its packages are sent only if the emulator
   * does not have them.
   */
  async replace(
    { own, packages }: WatchedFiles,
    debugPort?: number,
  ): Promise<WatchedCode> {
    const query = new URLSearchParams({
      ...(packages && { packages: packages.digest }),
      ...(debugPort !== undefined && { debug_port: String(debugPort) }),
    });
    // Only here: `make status` reads without it.
    const { zipSync } = await import('fflate');
    const put = (files: Files) =>
      this.#send(`?${query}`, {
        method: 'PUT',
        body: Buffer.from(zipSync(files, { level: 0 })),
      });
    const response = await put(own);
    return this.#read(
      packages && response.status === packagesAreMissing
        ? await put({ ...own, ...packages.files })
        : response,
    );
  }

  /**
   * Returns to the applied code, also after Ctrl-C.
   *
   * @throws SandboxError if the emulator does not respond, because it is paused.
   */
  async end(timeoutMs = endTimeoutMs): Promise<WatchedCode> {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      return await this.#read(
        await this.#send('', { method: 'DELETE', signal }),
      );
    } catch (error) {
      if (signal.aborted) {
        throw new WatchedCodeStaysError(timeoutMs, {
          localUp: this.#localUp,
          cause: error,
        });
      }
      throw error;
    }
  }

  #send(query: string, request?: RequestInit): Promise<Response> {
    return callSandbox(this.#access, this.#path + query, {
      signal: interruption,
      ...request,
    });
  }

  async #read(response: Response): Promise<WatchedCode> {
    if (response.status === 404) {
      throw new SandboxError(
        `The function ${this.#functionName} does not exist.`,
        {
          why: 'It was deleted after the last apply.',
          next: `\`${this.#localUp}\`, which creates it again`,
        },
      );
    }
    return readSandboxResponse(response, watchedSchema);
  }
}
