import { describe, expect, it } from 'vitest';
import { isConfined } from './confinement.ts';
import { problemOfName } from './snapshot-name.ts';

const full = {
  node_permissions: true,
  landlock_abi: 4,
  private_root: false,
  restricts: ['files', 'network', 'sockets'],
  problem: null,
  private_root_problem: 'unshare: Operation not permitted',
};
const none = {
  node_permissions: true,
  landlock_abi: 0,
  private_root: false,
  restricts: [],
  problem: 'the kernel has no Landlock',
  private_root_problem: null,
};

describe('isConfined', () => {
  it('needs every layer, in each environment', () => {
    const environments = [
      { function: 'f', version: '$LATEST', confinement: none },
    ];

    expect(isConfined({ confinement: full, environments: [] })).toBe(true);
    expect(isConfined({ confinement: none, environments: [] })).toBe(false);
    expect(isConfined({ confinement: full, environments })).toBe(false);
  });
});

describe('problemOfName', () => {
  it.each(['before-load', '1', 'a'.repeat(64)])('accepts %s', (name) => {
    expect(problemOfName(name)).toBeUndefined();
  });

  it.each(['', '-a', 'A', 'a b', '../a', 'a'.repeat(65)])(
    'refuses %j',
    (name) => {
      expect(problemOfName(name)).toMatch(/^Expected/);
    },
  );
});
