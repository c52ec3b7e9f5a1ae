/**
 * Like Promise.all, but after a failure it waits for the other steps to end: the
 * lock must be held while any of them still writes.
 */
export async function inParallel<T extends readonly unknown[]>(
  ...steps: { [Index in keyof T]: Promise<T[Index]> }
): Promise<T> {
  await Promise.allSettled(steps);
  return Promise.all(steps) as unknown as Promise<T>;
}
