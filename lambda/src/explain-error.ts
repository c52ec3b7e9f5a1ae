/** Describes an error and its chain of causes, latest first. */
export function explainError(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const own = `${error.name}: ${error.message}`;
  return error.cause === undefined
    ? own
    : `${own}, after ${explainError(error.cause)}`;
}
