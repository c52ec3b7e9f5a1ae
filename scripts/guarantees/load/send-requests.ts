import type { LoadRequest } from './run.ts';

export interface RequestOutcome {
  request: LoadRequest;
  /** The duration of the last attempt. */
  durationMs: number;
  /** Undefined if the request succeeded. */
  error?: Error;
}

export interface SendOptions {
  concurrency: number;
  /** Sends one request; throws if it failed, and may then be called again. */
  send: (request: LoadRequest) => Promise<void>;
  onOutcome: (outcome: RequestOutcome) => void;
  onRetry: () => void;
  sleep: (ms: number) => Promise<unknown>;
  /** Stops early, after waiting for the requests in flight. */
  signal: AbortSignal;
}

const attempts = 5;
const firstPauseMs = 200;

/**
 * Sends all requests, at most `concurrency` at a time. A failed request is
 * retried, which is safe, because a repeated request gives the same payments.
 */
export async function sendRequests(
  requests: Iterable<LoadRequest>,
  options: SendOptions,
): Promise<void> {
  const { concurrency, signal, onOutcome } = options;
  const remaining = requests[Symbol.iterator]();
  async function work() {
    while (!signal.aborted) {
      const { value, done } = remaining.next();
      if (done) {
        return;
      }
      onOutcome(await sendWithRetries(value, options));
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work));
}

async function sendWithRetries(
  request: LoadRequest,
  { send, onRetry, sleep, signal }: SendOptions,
): Promise<RequestOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    const startedAt = performance.now();
    try {
      await send(request);
      return { request, durationMs: performance.now() - startedAt };
    } catch (cause) {
      const durationMs = performance.now() - startedAt;
      const error = cause instanceof Error ? cause : new Error(String(cause));
      if (attempt === attempts || signal.aborted || isPermanent(error)) {
        return { request, durationMs, error };
      }
      onRetry();
      await sleep(firstPauseMs * 2 ** (attempt - 1));
    }
  }
}

/** The emulator is gone, or the function would refuse the request again. */
function isPermanent(error: Error): boolean {
  return (
    ('code' in error && error.code === 'ECONNREFUSED') ||
    /^(InvalidRequest|IdempotencyConflict|CorruptJournal)Error$/.test(
      error.name,
    )
  );
}
