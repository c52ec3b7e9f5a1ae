import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api.ts';
import { useActions } from './action.ts';

// Outside a component, where each call makes its own.
vi.mock('preact/hooks', async (original) => ({
  ...(await original<object>()),
  useMemo: (make: () => unknown) => make(),
}));

describe('the actions of a page', () => {
  it('run one at a time', async () => {
    const actions = useActions();
    const { promise, resolve } = Promise.withResolvers<void>();
    const ran: string[] = [];

    const first = actions.run('fix', async () => {
      ran.push('fix');
      await promise;
      return { text: 'Replayed 3 journal objects.' };
    });
    await actions.run('redrive', async () => {
      ran.push('redrive');
      return { text: 'Sent 2 dead-letter messages again.' };
    });
    const during = actions.running.value;
    resolve();
    await first;

    expect(ran).toEqual(['fix']);
    expect(during).toBe('fix');
    expect(actions.running.value).toBeUndefined();
    expect(actions.outcome.value?.text).toBe('Replayed 3 journal objects.');
  });

  it('show why one failed in the place of the last outcome', async () => {
    const actions = useActions();
    const problem = {
      code: 'busy' as const,
      what: 'Another command is running.',
      why: null,
      next: null,
    };

    await actions.run('fix', async () => ({ text: 'done' }));
    await actions.run('fix', async () => {
      throw new ApiError(problem);
    });

    expect(actions.problem.value).toEqual(problem);
    expect(actions.outcome.value).toBeUndefined();
    expect(actions.running.value).toBeUndefined();
  });
});
