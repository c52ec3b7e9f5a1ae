import { type ReadonlySignal, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Problem } from '../../../scripts/console/contract.ts';
import { ApiError, call } from '../api.ts';

/** What a path below /api has returned; a reload keeps the last data until it responds. */
export type Resource<T> = { reload(): Promise<void> } & (
  | { state: 'loading'; data: undefined; problem: undefined }
  | { state: 'ready'; data: T; problem: undefined }
  | { state: 'failed'; data: T | undefined; problem: Problem }
);

export interface ResourceOptions {
  /** Loads it again after each interval while the page is visible. */
  everyMs?: number;
}

/** Loads a path when the component appears, and when the path changes. */
export function useResource<T>(
  path: string,
  { everyMs }: ResourceOptions = {},
): ReadonlySignal<Resource<T>> {
  const resource = useMemo(() => createResource<T>(path), [path]);
  useEffect(() => keepFresh(resource, everyMs), [resource, everyMs]);
  return resource;
}

export function createResource<T>(path: string): ReadonlySignal<Resource<T>> {
  let newest = 0;
  const reload = async () => {
    newest += 1;
    const mine = newest;
    const outcome = await load<T>(path);
    // A response that was overtaken by a later one is out of date.
    if (mine === newest) {
      const { data } = resource.peek();
      resource.value =
        outcome.state === 'failed'
          ? { ...outcome, data, reload }
          : { ...outcome, reload };
    }
  };
  const resource = signal<Resource<T>>({
    state: 'loading',
    data: undefined,
    problem: undefined,
    reload,
  });
  return resource;
}

type Outcome<T> =
  | { state: 'ready'; data: T; problem: undefined }
  | { state: 'failed'; problem: Problem };

async function load<T>(path: string): Promise<Outcome<T>> {
  try {
    const data = await call<T>('GET', path);
    return { state: 'ready', data, problem: undefined };
  } catch (error) {
    return { state: 'failed', problem: problemOf(error) };
  }
}

/** What to show of an error that an action has thrown. */
export function problemOf(error: unknown): Problem {
  return error instanceof ApiError
    ? error.problem
    : { code: 'failed', what: String(error), why: null, next: null };
}

/** Loads it now, and again after each interval and when the page becomes visible. */
export function keepFresh<T>(
  resource: ReadonlySignal<Resource<T>>,
  everyMs: number | undefined,
): () => void {
  const reload = () => {
    if (!document.hidden) {
      void resource.peek().reload();
    }
  };
  void resource.peek().reload();
  if (everyMs === undefined) {
    return () => undefined;
  }
  const timer = setInterval(reload, everyMs);
  document.addEventListener('visibilitychange', reload);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', reload);
  };
}
