import { firstOwnLocation, shortFrames } from './frames.ts';
import { isObject, parseObject } from './json-object.ts';

export interface LoggedError {
  name: string;
  message: string;
  /** Where in the function's own code. */
  location: string | undefined;
  frames: string[];
  cause: LoggedError | undefined;
}

/** An error as the runtime logs it: JSON on AWS, the stack trace in the sandbox. */
export function parseThrown(thrown: string): LoggedError {
  const described = parseObject(thrown);
  if (described) {
    const { errorType, errorMessage, stack } = described;
    return toLoggedError({ name: errorType, message: errorMessage, stack });
  }
  const lines = thrown.split(/\r\n?|\n/);
  const end = lines.findIndex((line) => /^\s+at /.test(line));
  const text = lines.slice(0, end === -1 ? undefined : end).join('\n');
  const [, name, message] = /^([\w.$]+): ([\s\S]*)$/.exec(text) ?? [];
  return toLoggedError({
    name: name ?? 'Error',
    message: message ?? text,
    stack: lines,
  });
}

export function toLoggedError(error: Record<string, unknown>): LoggedError {
  const { name, message, stack, cause } = error;
  const lines = Array.isArray(stack) ? stack.map(String) : toLines(stack);
  return {
    name: String(name ?? 'Error'),
    message: String(message ?? ''),
    location: firstOwnLocation(lines),
    frames: shortFrames(lines),
    cause: isObject(cause) ? toLoggedError(cause) : undefined,
  };
}

function toLines(stack: unknown): string[] {
  return typeof stack === 'string' ? stack.split('\n') : [];
}
