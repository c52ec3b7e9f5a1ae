import { SandboxError } from '../../../output/errors.ts';
import type { Target } from '../../account/target.ts';
import { type Guard, refuseUnless } from '../refuse.ts';

// Guards receive facts and no client, so a refusal happens before any call.

export const digest = 'd'.repeat(64);
export const commit = 'c'.repeat(40);
export const account = '210987654321';

export const target: Target = {
  kind: 'aws',
  envName: 'dev',
  region: 'eu-central-1',
  allowedAccountIds: [account],
  endpoint: undefined,
  confirmation: undefined,
  allowDelete: [],
  folder: '/nowhere',
};

export const identity = {
  account,
  arn: 'arn:aws:iam::x:user/y',
  accessKeyId: 'AKIA',
};

/** The text of the refusal, or `accepted`. */
export function judge<Facts>(facts: Facts, guards: Guard<Facts>[]): string {
  try {
    refuseUnless('this', facts, guards);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof SandboxError)) {
      throw error;
    }
    return `${error.message}\n${error.why}\nNext: ${error.next}`;
  }
}
