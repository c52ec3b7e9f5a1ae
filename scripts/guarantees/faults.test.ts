import { describe, expect, it } from 'vitest';
import { describeFaults, faultKinds, readFaultPlan } from './faults.ts';

describe('readFaultPlan', () => {
  it('is undefined where nothing is asked for', () => {
    expect(readFaultPlan({})).toBeUndefined();
  });

  it('takes rate, seed and kinds', () => {
    expect(
      readFaultPlan({ RATE: '0.5', SEED: '42', KINDS: 'throttle,drop' }),
    ).toEqual({ rate: 0.5, seed: '42', kinds: ['throttle', 'drop'] });
  });

  it('takes every kind and some seed where none is named', () => {
    expect(readFaultPlan({ RATE: '0.3' })).toEqual({
      rate: 0.3,
      seed: expect.stringMatching(/^\d+$/),
      kinds: faultKinds,
    });
  });

  it.each([
    [{ RATE: '0' }],
    [{ RATE: '1.1' }],
    [{ RATE: 'often' }],
    [{ KINDS: 'throttle,earthquake' }],
  ])('refuses %j', (environment) => {
    expect(() => readFaultPlan(environment)).toThrow('cannot be turned on');
  });
});

describe('describeFaults', () => {
  it('tells what is on and what came of it', () => {
    expect(
      describeFaults({
        faults_enabled: true,
        rate: 0.3,
        seed: '42',
        kinds: ['throttle', 'drop'],
        injected: { drop: 7 },
      }),
    ).toContain('So far: throttle 0, drop 7.');
  });
});
