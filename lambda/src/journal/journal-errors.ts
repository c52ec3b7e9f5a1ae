import { describeValue } from '../../../journal/describe.ts';
import { explainError } from '../explain-error.ts';

const nothingWritten = 'Nothing was written to the table.';

/** There is no such object. */
export class MissingJournalError extends Error {
  static {
    MissingJournalError.prototype.name = 'MissingJournalError';
  }

  constructor(objectKey: string, bucketName: string, options?: ErrorOptions) {
    super(
      `The bucket \`${bucketName}\` holds no object \`${objectKey}\`.\n` +
        `${nothingWritten}\n` +
        `Next: look for its key with \`aws s3 ls s3://${bucketName}/journal/\`.`,
      options,
    );
  }
}

/** The key belongs to another request: permanent. */
export class IdempotencyConflictError extends Error {
  static {
    IdempotencyConflictError.prototype.name = 'IdempotencyConflictError';
  }

  constructor(
    objectKey: string,
    field: 'count' | 'seed',
    journalled: unknown,
    requested: unknown,
  ) {
    super(
      `Expected \`${field}\` to be ${describe(journalled)}, as in the request ` +
        `that wrote \`${objectKey}\`, got ${describe(requested)}.\n` +
        `${nothingWritten}\n` +
        'Next: repeat that request as it was, or send another `idempotency_key`.',
    );
  }
}

/** The journal did not answer in time, or refused: what it holds is safe. */
export class JournalUnavailableError extends Error {
  static {
    JournalUnavailableError.prototype.name = 'JournalUnavailableError';
  }

  constructor(
    action: 'write' | 'read',
    objectKey: string,
    options: { readonly cause: unknown },
  ) {
    super(
      `Could not ${action} the journal object \`${objectKey}\`.\n` +
        `Reason: ${explainError(options.cause)}.\n` +
        `${nothingWritten}\n` +
        'Next: fix the reason, then send the same event again, with this ' +
        'request as `idempotency_key` if it had none.',
      options,
    );
  }
}

function describe(value: unknown): string {
  return value === undefined ? 'absent' : describeValue(value);
}
