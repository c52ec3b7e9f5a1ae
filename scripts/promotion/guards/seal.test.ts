import { describe, expect, it } from 'vitest';
import type { Seal } from '../state/seal.ts';
import { type SealFacts, sealGuards } from './seal.ts';
import {
  account,
  commit,
  digest,
  identity,
  judge,
  target,
} from './test-support/judge.ts';

describe('sealGuards', () => {
  const files = {
    planSha256: 'p',
    lockSha256: 'l',
    bundleSha256: 'b',
    configurationSha256: 'c',
  };
  const seal: Seal = {
    kind: 'aws',
    environment: 'dev',
    account,
    region: 'eu-central-1',
    ...files,
    digest,
    commit,
    purpose: 'apply',
    createdAt: '2026-01-01T00:00:00.000Z',
    expiresAt: '2026-01-01T01:00:00.000Z',
  };
  const good: SealFacts = {
    seal,
    files,
    digest,
    commit,
    use: undefined,
    identity,
    target,
    now: new Date('2026-01-01T00:59:59Z'),
  };

  it('accepts a fresh plan of this commit', () => {
    expect(judge(good, sealGuards)).toBe('accepted');
  });

  it.each<[string, Partial<SealFacts>, string]>([
    ['a missing seal', { seal: undefined }, 'There is no sealed plan for dev.'],
    [
      'a destroy that was not confirmed',
      { seal: { ...seal, purpose: 'destroy' } },
      'The sealed plan destroys dev.',
    ],
    [
      'an edited plan file',
      { files: { ...files, planSha256: 'x' } },
      'The plan file is not the one that was sealed.',
    ],
    [
      'another lock file',
      { files: { ...files, lockSha256: 'x' } },
      'The lock file is not the one',
    ],
    [
      'another zip',
      { files: { ...files, bundleSha256: 'missing' } },
      'The zip is not the one',
    ],
    [
      'a file added next to the plan',
      { files: { ...files, configurationSha256: 'x' } },
      'The configuration next to the plan is not the one',
    ],
    [
      'another commit',
      { commit: 'f'.repeat(40) },
      'The plan is of commit cccccccccccc, not of ffffffffffff.',
    ],
    [
      'a changed configuration',
      { digest: 'f'.repeat(64) },
      'terraform/, lambda/ or journal/ has changed since the plan was made.',
    ],
    [
      'another account',
      { identity: { ...identity, account: '999999999999' } },
      'The plan is for the account ending in 4321, the credentials are for the one ending in 9999.',
    ],
    [
      'another region',
      { target: { ...target, region: 'us-east-1' } },
      'not for aws dev in us-east-1.',
    ],
    [
      'a stand-in instead of AWS',
      { target: { ...target, kind: 'stand-in' } },
      'not for stand-in dev',
    ],
    [
      'an expired plan',
      { now: new Date('2026-01-01T01:00:00Z') },
      'The plan expired at 2026-01-01T01:00:00.000Z.',
    ],
    [
      'a used plan, whether its apply succeeded or not',
      { seal: { ...seal, usedAt: '2026-01-01T00:10:00.000Z' } },
      'a plan is applied once, even if that failed',
    ],
    [
      'a copy of a used plan',
      { use: '2026-01-01T00:10:00.000Z by alice' },
      'The plan was used already (2026-01-01T00:10:00.000Z by alice)',
    ],
  ])('refuses %s', (_case, fault, message) => {
    expect(judge({ ...good, ...fault }, sealGuards)).toContain(message);
  });

  it('accepts a rollback from another commit', () => {
    const facts = {
      ...good,
      seal: { ...seal, purpose: 'rollback' as const },
      commit: 'f'.repeat(40),
    };

    expect(judge(facts, sealGuards)).toBe('accepted');
  });
});
