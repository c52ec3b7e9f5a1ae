import { describe, expect, it } from 'vitest';
import { type AccountFacts, accountGuards } from './account.ts';
import { account, identity, judge, target } from './test-support/judge.ts';

describe('accountGuards', () => {
  it('accepts an account on the list', () => {
    expect(judge({ identity, target }, accountGuards)).toBe('accepted');
  });

  it.each<[string, AccountFacts, string]>([
    [
      'an account that is not on the list',
      { identity: { ...identity, account: '999999999999' }, target },
      'the account ending in 9999, which is not in allowed_account_ids of terraform/env/dev.tfvars',
    ],
    [
      'every account if the list is empty',
      { identity, target: { ...target, allowedAccountIds: [] } },
      'not in allowed_account_ids',
    ],
    [
      'the key of an emulator',
      { identity: { ...identity, accessKeyId: 'test' }, target },
      'those of an emulator',
    ],
    [
      'a key that is an account id',
      { identity: { ...identity, accessKeyId: account }, target },
      'those of an emulator',
    ],
  ])('refuses %s', (_case, facts, message) => {
    expect(judge(facts, accountGuards)).toContain(message);
  });
});
