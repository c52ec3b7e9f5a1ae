import { explainError } from './explain-error.ts';
import type { WriteOutcome } from './table/batch-writer.ts';

/** The request is invalid: a retry cannot succeed, and nothing was written. */
export class InvalidRequestError extends Error {
  static {
    InvalidRequestError.prototype.name = 'InvalidRequestError';
  }

  constructor(problems: readonly string[]) {
    super(
      `${problems.join('\n')}\nNothing was written.\n` +
        'Next: send {"count": 3}, or {"count": 3, "seed": "demo"} ' +
        'for reproducible payments.',
    );
  }
}

/** The function lacks a setting, so its cold start fails. */
export class MissingSettingError extends Error {
  static {
    MissingSettingError.prototype.name = 'MissingSettingError';
  }

  constructor(settings: readonly string[]) {
    super(
      settings
        .map(
          (name) =>
            `Expected the environment variable \`${name}\` to be set.\n`,
        )
        .join('') +
        "Next: add it to the function's environment in terraform/lambda.tf.",
    );
  }
}

/** Some payments may not be stored; the journal holds all of them. */
export class PartialWriteError extends Error {
  static {
    PartialWriteError.prototype.name = 'PartialWriteError';
  }

  readonly outcome: WriteOutcome;

  constructor(
    tableName: string,
    journalKey: string,
    requested: number,
    outcome: WriteOutcome,
  ) {
    const { written, retries, stoppedBy } = outcome;
    super(
      `Wrote ${written} of ${requested} payments to the table ` +
        `\`${tableName}\`; the journal object \`${journalKey}\` holds all of them.\n` +
        `Reason: ${explainError(stoppedBy)} (retries: ${retries}).\n` +
        "Next: fix the cause (for a deadline, raise the function's timeout), " +
        `then send {"replay": "${journalKey}"}: it writes the same payments, ` +
        'each of them once.',
      { cause: stoppedBy },
    );
    this.outcome = outcome;
  }
}
