import { describe, expect, it } from 'vitest';
import { summary } from '../../../../scripts/pipeline/requests/test-support/recorded.ts';
import {
  planOf,
  problemOfPlan,
  shareOf,
  toOptions,
  toRequest,
  withKind,
} from './fault-plan.ts';

const kinds = ['throttle', 'drop', '500'];
const off = { faults: { faults_enabled: false as const }, kinds };
const on = {
  faults: {
    faults_enabled: true as const,
    rate: 0.29,
    seed: '42',
    kinds: ['drop'],
    injected: { drop: 3 },
  },
  kinds,
};

describe('planOf', () => {
  it('is that of the faults which are on', () => {
    expect(planOf(on)).toEqual({ percent: 29, seed: '42', kinds: ['drop'] });
  });

  it('has every kind, and no seed, while they are off', () => {
    expect(planOf(off)).toEqual({ percent: 30, seed: '', kinds });
  });
});

describe('toRequest', () => {
  it('leaves out a seed that was not given', () => {
    expect(toRequest(planOf(off))).toEqual({ rate: 0.3, kinds });
    expect(toRequest(planOf(on))).toEqual({
      rate: 0.29,
      seed: '42',
      kinds: ['drop'],
    });
  });
});

describe('withKind', () => {
  it('adds and removes a kind, in the order of the list', () => {
    const one = withKind(planOf(on), 'throttle', true, kinds);

    expect(one.kinds).toEqual(['throttle', 'drop']);
    expect(withKind(one, 'drop', false, kinds).kinds).toEqual(['throttle']);
  });

  it('changes nothing the second time', () => {
    expect(withKind(planOf(on), 'drop', true, kinds)).toEqual(planOf(on));
  });
});

describe('toOptions', () => {
  it('names the kinds unless they are all', () => {
    expect(toOptions(planOf(on), kinds)).toEqual({
      RATE: 0.29,
      SEED: '42',
      KINDS: 'drop',
    });
    expect(toOptions(planOf(off), kinds).KINDS).toBeUndefined();
  });
});

describe('problemOfPlan', () => {
  it.each([0, -1, 101, Number.NaN])('rejects a rate of %d %%', (percent) => {
    expect(problemOfPlan({ ...planOf(on), percent })).toContain('rate');
  });

  it('rejects a plan without a kind', () => {
    expect(problemOfPlan({ ...planOf(on), kinds: [] })).toContain('kind');
    expect(problemOfPlan(planOf(on))).toBeUndefined();
  });
});

describe('shareOf', () => {
  it('adds up the newest requests', () => {
    const requests = [
      summary({ calls: 4, faults: 1 }),
      summary({ calls: 6, faults: 0 }),
      summary({ calls: 100, faults: 100 }),
    ];

    expect(shareOf(requests, 2)).toEqual({
      requests: 2,
      withFaults: 1,
      calls: 10,
      faults: 1,
    });
  });
});
