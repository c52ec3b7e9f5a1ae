export interface SandboxErrorOptions {
  /** The evidence: what was observed that explains the failure. */
  why?: string | undefined;
  /** What to do now, with a command to paste. */
  next?: string | undefined;
  cause?: unknown;
}

/** A failure told in three parts: what failed, why, and what to do next. */
export class SandboxError extends Error {
  override name = 'SandboxError';
  readonly why: string | undefined;
  readonly next: string | undefined;

  constructor(what: string, options: SandboxErrorOptions = {}) {
    super(what, { cause: options.cause });
    this.why = options.why;
    this.next = options.next;
  }
}

export function describeError(error: unknown): string {
  if (!(error instanceof SandboxError)) {
    return error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);
  }
  return [error.message, error.why, error.next && `Next: ${error.next}`]
    .filter(Boolean)
    .join('\n');
}

/** The code of a Node system error such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error
    ? String(error.code)
    : undefined;
}
