import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { CompiledCode, IncrementalBuild } from '../build/incremental.ts';
import type { WatchedCodeApi } from '../emulator/watched-code.ts';
import { describeError } from '../output/errors.ts';
import { failed, print } from '../output/log.ts';
import {
  explainFunctionError,
  logsCommand,
} from '../pipeline/function-error.ts';
import { type InvocationResult, invokeFunction } from '../pipeline/invoke.ts';
import type { LiveStack } from '../stack/live-stack.ts';
import { interruption } from '../system/interruption.ts';
import type { Change } from './changes.ts';
import { describeDifference, findVolatile } from './difference.ts';
import { describeCycle, describeFiles, describeResponse } from './line.ts';

/** Most responses arrive sooner than a new process would start for the newer code. */
const defaultGraceMs = 1000;

interface WatchedFunctionOptions {
  payload: string;
  debugPort?: number | undefined;
  /** Resolves at the next save, or at once if there was one. */
  nextSave?: () => Promise<void>;
  /** How long a response is waited for after the next save. */
  graceMs?: number;
}

/** The function that runs the code of this checkout, save after save. */
export class WatchedFunction {
  readonly #live: LiveStack;
  readonly #api: WatchedCodeApi;
  readonly #build: IncrementalBuild;
  readonly #payload: string;
  readonly #debugPort: number | undefined;
  readonly #nextSave: (() => Promise<void>) | undefined;
  readonly #graceMs: number;
  #code: CompiledCode | undefined;
  /** The last one that did not fail: the difference to it is what an edit has changed. */
  #response: InvocationResult | undefined;
  #volatile: ReadonlySet<string> = new Set();
  #bundle: Promise<void> | undefined;

  constructor(
    live: LiveStack,
    api: WatchedCodeApi,
    build: IncrementalBuild,
    options: WatchedFunctionOptions,
  ) {
    this.#live = live;
    this.#api = api;
    this.#build = build;
    this.#payload = options.payload;
    this.#debugPort = options.debugPort;
    this.#nextSave = options.nextSave;
    this.#graceMs = options.graceMs ?? defaultGraceMs;
  }

  /** Compiles, replaces the code and invokes; prints one line. @param always also if the code is the same. */
  async run({ files, savedAt }: Change, { always = false } = {}) {
    await this.#endBundle();
    const compiled = await this.#build.compile();
    if ('error' in compiled) {
      failed(
        `${describeFiles(files)} → not built; the last good code keeps running\n${compiled.error}`,
      );
      return;
    }
    const { code, durationMs: builtMs } = compiled;
    if (!always && isDeepStrictEqual(code, this.#code)) {
      print(describeCycle({ files, builtMs }));
      return;
    }
    await this.#api.replace(code, this.#debugPort);
    this.#code = code;
    const result = await this.#invoke();
    if (!result) {
      print(describeCycle({ files, builtMs, superseded: true }));
      return;
    }
    const responseMs = performance.now() - savedAt;
    this.#print(result, { files, builtMs, responseMs });
  }

  /** Finds out which values of a response are different each time. */
  async learnVolatile() {
    const [one, other] = [this.#response, await this.#invoke()];
    if (one && other && !other.functionError) {
      this.#volatile = findVolatile(one.payload, other.payload);
    }
  }

  /** Ends with the bytes that a build makes, unless `isOutdated` by then. */
  runBundle(isOutdated: () => boolean): Promise<void> {
    this.#bundle = this.#replaceByBundle(isOutdated);
    return this.#bundle;
  }

  async #replaceByBundle(isOutdated: () => boolean) {
    const compiled = await this.#build.compileBundle();
    // A bundle that does not compile fails the next build as well, which explains it.
    if ('code' in compiled && !isOutdated()) {
      await this.#api.replace(compiled.code);
    }
  }

  /** So that it does not arrive after newer code. */
  async #endBundle() {
    if (this.#bundle) {
      await this.#build.cancelBundle();
      await this.#bundle;
      this.#bundle = undefined;
    }
  }

  /** Undefined if a newer save has made the response useless. */
  async #invoke(): Promise<InvocationResult | undefined> {
    const { clients, outputs } = this.#live;
    const ended = new AbortController();
    const superseded = this.#superseded(ended.signal);
    try {
      return await invokeFunction(
        clients.lambda,
        outputs.lambda_function_name,
        this.#payload,
        AbortSignal.any([interruption, superseded]),
      );
    } catch (error) {
      interruption.throwIfAborted();
      if (superseded.aborted) {
        return undefined;
      }
      throw error;
    } finally {
      ended.abort();
    }
  }

  /** Aborts some time after the next save; never while a debugger may hold the invocation. */
  #superseded(ended: AbortSignal): AbortSignal {
    const superseded = new AbortController();
    if (this.#nextSave && this.#debugPort === undefined) {
      this.#nextSave()
        .then(() => delay(this.#graceMs, undefined, { signal: ended }))
        .then(() => superseded.abort())
        // The invocation has ended, or no save can be seen any more.
        .catch(() => undefined);
    }
    return superseded.signal;
  }

  #print(
    result: InvocationResult,
    cycle: { files: string[]; builtMs: number; responseMs: number },
  ) {
    if (result.functionError) {
      const error = explainFunctionError(
        result,
        logsCommand(this.#live.stack.envName),
      );
      print(describeCycle({ ...cycle, failed: true, result: 'failed' }));
      failed(describeError(error));
      return;
    }
    const before = this.#response;
    this.#response = result;
    print(
      describeCycle({
        ...cycle,
        result: describeResponse(result.payload),
        difference:
          before &&
          describeDifference(before.payload, result.payload, this.#volatile),
      }),
    );
  }
}
