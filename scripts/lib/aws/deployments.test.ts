import { describe, expect, it } from 'vitest';
import {
  currentDeployment,
  type Deployment,
  previousDeployment,
} from './deployments.ts';

const deployment = (
  digest: string,
  purpose: Deployment['purpose'] = 'apply',
): Deployment => ({
  purpose,
  digest,
  at: '',
  who: '',
  commit: '',
  planSha256: '',
  rollback: false,
});

const [first, second, destroyed] = [
  deployment('1'),
  deployment('2'),
  deployment('2', 'destroy'),
];

describe('currentDeployment', () => {
  it('is the last one, unless that was destroyed', () => {
    expect(currentDeployment([])).toBeUndefined();
    expect(currentDeployment([first, second])).toBe(second);
    expect(currentDeployment([first, second, destroyed])).toBeUndefined();
  });
});

describe('previousDeployment', () => {
  it('is the last one of another digest', () => {
    expect(previousDeployment([first])).toBeUndefined();
    expect(previousDeployment([first, second, second])).toBe(first);
  });

  it('goes forward again after a rollback', () => {
    expect(previousDeployment([first, second, first])).toBe(second);
  });
});
