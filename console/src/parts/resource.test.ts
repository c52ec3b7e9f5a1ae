import { afterEach, describe, expect, it, vi } from 'vitest';
import { createResource } from './resource.ts';

afterEach(() => vi.unstubAllGlobals());

const gone = {
  code: 'no-emulator',
  what: 'No emulator',
  why: null,
  next: null,
};

/** Responds to each call with the next of these, when the test lets it. */
function stubFetch(): ((response: Response) => void)[] {
  const calls: ((response: Response) => void)[] = [];
  vi.stubGlobal(
    'fetch',
    () => new Promise<Response>((resolve) => calls.push(resolve)),
  );
  return calls;
}

describe('createResource', () => {
  it('keeps the last data when a reload fails', async () => {
    const calls = stubFetch();
    const resource = createResource<number[]>('/payments');
    const first = resource.value.reload();
    calls[0]?.(Response.json([1]));
    await first;
    const second = resource.value.reload();
    calls[1]?.(Response.json(gone, { status: 503 }));
    await second;

    expect(resource.value).toMatchObject({
      state: 'failed',
      data: [1],
      problem: gone,
    });
  });

  it('ignores a response that a later one has overtaken', async () => {
    const calls = stubFetch();
    const resource = createResource<string>('/status');
    const slow = resource.value.reload();
    const fast = resource.value.reload();
    calls[1]?.(Response.json('new'));
    await fast;
    calls[0]?.(Response.json('old'));
    await slow;

    expect(resource.value.data).toBe('new');
  });

  it('says what to do when the server has ended', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('refused')));
    const resource = createResource('/status');
    await resource.value.reload();

    expect(resource.value.problem?.next).toBe('`make console`');
  });
});
