import type { Problem } from '../../scripts/console/contract.ts';

/** A response from 400 on, or none at all. */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.what);
    this.problem = problem;
  }
}

export const serverGone: Problem = {
  code: 'failed',
  what: 'The console’s server does not respond.',
  why: null,
  next: '`make console`',
};

/** @throws ApiError */
export async function call<T>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await fetch(`/api${path}`, {
    method,
    ...(method !== 'GET' && {
      // The server takes no change of another type, which a form could send.
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body ?? {}),
    }),
  }).catch(() => {
    throw new ApiError(serverGone);
  });
  const content = response.status === 204 ? undefined : await response.json();
  if (!response.ok) {
    throw new ApiError(content as Problem);
  }
  return content as T;
}
