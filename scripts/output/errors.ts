/** What to do about it, whatever else a failed command would advise. */
export const makeRoom =
  'make room on the disk, then run the same command again';

/** Whether a program says in its output that the disk is full. */
export function reportsFullDisk(output: string): boolean {
  return /no space left on device|ENOSPC|disk quota exceeded/i.test(output);
}

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
  const told = explainSystemError(error);
  if (!(told instanceof SandboxError)) {
    return told instanceof Error ? (told.stack ?? told.message) : String(told);
  }
  return [told.message, told.why, told.next && `Next: ${told.next}`]
    .filter(Boolean)
    .join('\n');
}

const adviceOnSystemErrors: Record<string, string> = {
  EACCES: 'check who owns the file, for example with `ls -la .local`',
  EDQUOT: makeRoom,
  ENOSPC: makeRoom,
  EROFS: 'make the file system writable, then run the same command again',
};

/** Of the failures of the system those that the user can do something about. */
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
