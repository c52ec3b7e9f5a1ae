/** A journal object is damaged, or foreign: a retry cannot succeed. */
export class CorruptJournalError extends Error {
  static {
    CorruptJournalError.prototype.name = 'CorruptJournalError';
  }

  readonly line: number;
  /** What is wrong with that line, or with the object from that line on. */
  readonly reason: string;

  constructor(
    objectKey: string,
    line: number,
    options: { readonly cause: unknown },
  ) {
    const { cause } = options;
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `The journal object \`${objectKey}\` cannot be used: see line ${line}.\n` +
        `Reason: ${reason}\n` +
        'Nothing was written to the table.\n' +
        'Next: restore an earlier version of the object (the bucket keeps ' +
        'them), then send the same event again.',
      options,
    );
    this.line = line;
    this.reason = reason;
  }
}
