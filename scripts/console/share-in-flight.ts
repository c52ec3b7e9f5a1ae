/** Gives the caller the result of the same work that is running already, if any is. */
export function shareInFlight<K, T>(
  work: (key: K) => Promise<T>,
): (key: K) => Promise<T> {
  const running = new Map<K, Promise<T>>();
  return (key) => {
    const shared = running.get(key);
    if (shared) {
      return shared;
    }
    const started = work(key).finally(() => running.delete(key));
    running.set(key, started);
    return started;
  };
}
