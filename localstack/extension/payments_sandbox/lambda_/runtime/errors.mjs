class RuntimeError extends Error {
  constructor(name, message) {
    super(message);
    this.name = `Runtime.${name}`;
  }
}

export class UnhandledPromiseRejection extends RuntimeError {
  constructor(reason) {
    super('UnhandledPromiseRejection', String(reason));
    if (reason instanceof Error) this.stack = reason.stack;
  }
}

export class NeverSettledError extends RuntimeError {
  constructor() {
    super(
      'NodeJsExit',
      'The handler returned a promise that was never settled, and nothing is left that could settle it.',
    );
  }
}

export class HandlerNotFoundError extends RuntimeError {
  constructor(handler) {
    super('HandlerNotFound', `${handler} is undefined or not exported`);
  }
}

export class MalformedHandlerNameError extends RuntimeError {
  constructor(handler) {
    super('MalformedHandlerName', `Bad handler: ${handler}`);
  }
}

export class ImportModuleError extends RuntimeError {
  constructor(cause) {
    super('ImportModuleError', String(cause));
    this.stack = cause.stack;
  }
}

export class UserCodeSyntaxError extends RuntimeError {
  constructor(cause) {
    super('UserCodeSyntaxError', String(cause));
    this.stack = cause.stack;
  }
}

/** The error as the Runtime API expects it and the caller of the function gets it. */
export function describeError(error) {
  if (error instanceof Error) {
    return {
      errorType: error.name,
      errorMessage: error.message,
      trace: (error.stack ?? '').split('\n'),
    };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}
