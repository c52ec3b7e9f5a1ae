/** The advice for a full disk, which takes precedence over that of the failed command. */
export const makeRoom =
  'make room on the disk, then run the same command again';

/** Whether a program's output reports a full disk. */
export function reportsFullDisk(output: string): boolean {
  return /no space left on device|ENOSPC|disk quota exceeded/i.test(output);
}

export interface SandboxErrorOptions {
  /** The evidence that explains the failure. */
  why?: string | undefined;
  /** What to do now, with a command to paste. */
  next?: string | undefined;
  cause?: unknown;
}

/** A failure in three parts: what failed, why, and what to do next. */
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
  const explained = explainSystemError(error);
  if (!(explained instanceof SandboxError)) {
    return explained instanceof Error
      ? (explained.stack ?? explained.message)
      : String(explained);
  }
  return [
    explained.message,
    explained.why,
    explained.next && `Next: ${explained.next}`,
  ]
    .filter(Boolean)
    .join('\n');
}

const adviceOnSystemErrors: Record<string, string> = {
  EACCES: 'check who owns the file, for example with `ls -la .local`',
  EDQUOT: makeRoom,
  ENOSPC: makeRoom,
  EROFS: 'make the file system writable, then run the same command again',
};

/** Explains those system errors that the user can fix; returns any other unchanged. */
function explainSystemError(error: unknown): unknown {
  const next = adviceOnSystemErrors[errorCode(error) ?? ''];
  return next && error instanceof Error
    ? new SandboxError('A file could not be written.', {
        why: error.message,
        next,
        cause: error,
      })
    : error;
}

/** The code of a Node system error such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error
    ? String(error.code)
    : undefined;
}
