/** Names an error and the errors behind it, the latest first. */
export function explainError(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const own = `${error.name}: ${error.message}`;
  return error.cause === undefined
    ? own
    : `${own}, after ${explainError(error.cause)}`;
}
