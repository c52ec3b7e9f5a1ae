import { describe, expect, it } from 'vitest';
import { type DestroyFacts, destroyGuards } from './destroy.ts';
import { account, judge, target } from './test-support/judge.ts';

describe('destroyGuards', () => {
  const good: DestroyFacts = {
    outputs: {
      dynamodb_table_name: 'payments',
      s3_bucket_name: `journal-${account}`,
    } as DestroyFacts['outputs'],
    target,
    deletionProtected: false,
    bucketIsEmpty: true,
    forceDestroy: false,
  };

  it('accepts an empty, unprotected stack', () => {
    expect(judge(good, destroyGuards)).toBe('accepted');
    const full = { ...good, bucketIsEmpty: false, forceDestroy: true };
    expect(judge(full, destroyGuards)).toBe('accepted');
  });

  it.each<[string, Partial<DestroyFacts>, string]>([
    [
      'a protected table',
      { deletionProtected: true },
      'set deletion_protection_enabled = false in terraform/env/dev.tfvars',
    ],
    [
      'a bucket with objects',
      { bucketIsEmpty: false },
      `The bucket journal-${account} holds the journal of payments.`,
    ],
    [
      'a bucket with objects, with a command to paste',
      { bucketIsEmpty: false },
      '`aws s3 sync s3://journal-$(aws sts get-caller-identity --query Account --output text) journal`), set force_destroy = true in terraform/env/dev.tfvars',
    ],
  ])('refuses %s', (_case, fault, message) => {
    expect(judge({ ...good, ...fault }, destroyGuards)).toContain(message);
  });
});
