/** A journal object is not as the function wrote it: permanent. */
export class CorruptJournalError extends Error {
  static {
    CorruptJournalError.prototype.name = 'CorruptJournalError';
  }

  constructor(
    objectKey: string,
    line: number,
    options: { readonly cause: unknown },
  ) {
    const { cause } = options;
    super(
      `The journal object \`${objectKey}\` cannot be used, see line ${line}.\n` +
        `Reason: ${cause instanceof Error ? cause.message : cause}\n` +
        'Nothing was written to the table.\n' +
        'Next: restore an earlier version of the object (the bucket keeps ' +
        'them), then send the same event again.',
      options,
    );
  }
}
