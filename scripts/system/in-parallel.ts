/**
 * Like Promise.all, but a failure waits for the other steps to end: while one
 * still writes, the lock must be held, and the next command wait.
 */
export async function inParallel<T extends readonly unknown[]>(
  ...steps: { [Index in keyof T]: Promise<T[Index]> }
): Promise<T> {
  await Promise.allSettled(steps);
  return Promise.all(steps) as unknown as Promise<T>;
}
