import { describe, expect, it } from 'vitest';
import { parseOptions } from '../cli/test-support/parse-options.ts';
import {
  describeFaults,
  faultKinds,
  faultOptions,
  toFaultPlan,
} from './faults.ts';

function readFaultPlan(variables: NodeJS.Dict<string>) {
  return toFaultPlan(parseOptions(faultOptions, variables));
}

describe('toFaultPlan', () => {
  it('is undefined if no option is given', () => {
    expect(readFaultPlan({})).toBeUndefined();
    expect(readFaultPlan({ OFF: '0' })).toBeUndefined();
  });

  it('turns faults off only if OFF=1 is the only option', () => {
    expect(readFaultPlan({ OFF: '1' })).toBe('off');
    expect(() => readFaultPlan({ OFF: '1', RATE: '0.3' })).toThrow(
      'together with faults',
    );
  });

  it('takes rate, seed and kinds', () => {
    expect(
      readFaultPlan({ RATE: '0.5', SEED: '42', KINDS: 'throttle,drop' }),
    ).toEqual({ rate: 0.5, seed: '42', kinds: ['throttle', 'drop'] });
  });

  it('defaults to every kind and a random seed', () => {
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
    [{ OFF: 'yes' }],
    [{ KINDS: 'throttle,earthquake' }],
  ])('refuses %j', (variables) => {
    expect(() => readFaultPlan(variables)).toThrow('cannot run');
  });
});

describe('describeFaults', () => {
  it('describes the active faults and how many were injected', () => {
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
