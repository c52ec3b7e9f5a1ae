import { describe, expect, it, vi } from 'vitest';
import { lazily } from './lazily.ts';

describe('lazily', () => {
  it('makes a property when it is first read, and only once', () => {
    const one = vi.fn(() => ({ name: 'one' }));
    const two = vi.fn(() => ({ name: 'two' }));
    const object = lazily({ one, two });
    expect(one).not.toHaveBeenCalled();

    const { one: first } = object;

    expect(first).toEqual({ name: 'one' });
    expect(object.one).toBe(first);
    expect(one).toHaveBeenCalledOnce();
    expect(two).not.toHaveBeenCalled();
  });
});
