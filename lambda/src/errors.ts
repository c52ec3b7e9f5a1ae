import type { WriteOutcome } from './batch-writer.ts';

/** The caller's mistake: permanent, and nothing was written. */
export class InvalidRequestError extends Error {
  static {
    InvalidRequestError.prototype.name = 'InvalidRequestError';
  }

  constructor(problems: readonly string[]) {
    super(
      `${problems.join('\n')}\nNothing was written.\n` +
        'Next: send {"count": 3}, or {"count": 3, "seed": "demo"} ' +
        'for payments that can be repeated.',
    );
  }
}

/** A setting of the function is missing: the cold start fails. */
export class MissingSettingError extends Error {
  static {
    MissingSettingError.prototype.name = 'MissingSettingError';
  }

  constructor(setting: string) {
    super(
      `Expected the environment variable \`${setting}\` to be set.\n` +
        "Next: add it to the function's environment in terraform/lambda.tf.",
    );
  }
}

/** Too little of the invocation is left to try again. */
export class DeadlineNearError extends Error {
  static {
    DeadlineNearError.prototype.name = 'DeadlineNearError';
  }

  constructor(options?: ErrorOptions) {
    super("the invocation's deadline is too near for another try", options);
  }
}

/** Some payments are not known to be stored; writing them again is safe. */
export class PartialWriteError extends Error {
  static {
    PartialWriteError.prototype.name = 'PartialWriteError';
  }

  constructor(tableName: string, requested: number, outcome: WriteOutcome) {
    const { written, retries, stoppedBy } = outcome;
    super(
      `Wrote ${written} of ${requested} payments to the table ` +
        `\`${tableName}\`.\n` +
        `Reason: ${explain(stoppedBy)} (retries: ${retries}).\n` +
        "Next: mend the reason (for a deadline, raise the function's timeout), " +
        "then invoke again with the same `seed`, or this request's id as " +
        '`seed`: it writes the same payment ids, none twice.',
      { cause: stoppedBy },
    );
  }
}

/** Names an error and the errors behind it, the latest first. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const own = `${error.name}: ${error.message}`;
  return error.cause === undefined
    ? own
    : `${own}, after ${explain(error.cause)}`;
}
