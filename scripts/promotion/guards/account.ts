import type { Identity } from '../account/identity.ts';
import type { Target } from '../account/target.ts';
import type { Guard } from './refuse.ts';

/** The identity from STS, and the accounts that the environment allows. */
export interface AccountFacts {
  identity: Identity;
  target: Target;
}

const emulatorKey = /^(test|\d{12}|LKIA.*|LSIA.*)$/;

const noEmulatorCredentials: Guard<AccountFacts> = ({ identity, target }) =>
  target.kind === 'aws' &&
  (emulatorKey.test(identity.accessKeyId) ||
    identity.account === '000000000000')
    ? {
        why: 'The credentials are those of an emulator, not of an AWS account.',
        next: '`unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY`, then `aws sso login` or AWS_PROFILE',
      }
    : undefined;

const allowedAccount: Guard<AccountFacts> = ({ identity, target }) =>
  target.allowedAccountIds.includes(identity.account)
    ? undefined
    : {
        why: `The credentials are for the account ending in ${identity.account.slice(-4)}, which is not in allowed_account_ids of terraform/env/${target.envName}.tfvars.`,
        next: 'use credentials of an account on that list, or add it, commit, and `make e2e`',
      };

export const accountGuards = [noEmulatorCredentials, allowedAccount];
