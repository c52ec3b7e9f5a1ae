import { describeValue } from '../../../journal/describe.ts';
import { explainError } from '../explain-error.ts';

const nothingWritten = 'Nothing was written to the table.';

/** The journal object does not exist. */
export class MissingJournalError extends Error {
  static {
    MissingJournalError.prototype.name = 'MissingJournalError';
  }

  constructor(objectKey: string, bucketName: string, options?: ErrorOptions) {
    super(
      `The bucket \`${bucketName}\` holds no object \`${objectKey}\`.\n` +
        `${nothingWritten}\n` +
        `Next: list the keys with \`aws s3 ls s3://${bucketName}/journal/\`.`,
      options,
    );
  }
}

/** Another request used this key: a retry cannot succeed. */
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
        'Next: repeat that request unchanged, or send another `idempotency_key`.',
    );
  }
}

/** S3 did not respond in time, or refused; existing objects are unaffected. */
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
        'Next: fix the cause, then send the same event again; if it had no ' +
        "`idempotency_key`, add this request's id as one.",
      options,
    );
  }
}

function describe(value: unknown): string {
  return value === undefined ? 'absent' : describeValue(value);
}
