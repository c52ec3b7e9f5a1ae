import { backupVariable } from '../../pipeline/shell-environment.ts';
import type { Receipt } from '../../receipt/receipt.ts';
import { endpointVariable } from '../../system/environment.ts';
import type { Guard } from './refuse.ts';

/** Facts that are known without a call outside this machine. */
export interface SourceFacts {
  variables: NodeJS.ProcessEnv;
  terraformVersion: string;
  /** Files in terraform/ that the receipt does not cover. */
  strayFiles: string[];
  /** Files that differ from the commit. */
  changes: string[];
  commit: string;
  digest: string;
  receipt: Receipt | undefined;
}

const noEndpointVariables: Guard<SourceFacts> = ({ variables }) => {
  const names = Object.keys(variables).filter(
    (name) => endpointVariable.test(name) && variables[name],
  );
  return names[0] === undefined
    ? undefined
    : {
        why: `${names.join(', ')} would send calls for AWS to ${variables[names[0]]}.`,
        next: variables[backupVariable]
          ? '`eval "$(make -s env UNSET=1)"`, which takes this shell out of the sandbox'
          : `\`unset ${names.join(' ')}\``,
      };
};

const lockingTerraform: Guard<SourceFacts> = ({ terraformVersion }) => {
  const [major = 0, minor = 0] = terraformVersion.split('.').map(Number);
  return major > 1 || (major === 1 && minor >= 10)
    ? undefined
    : {
        why: `Terraform ${terraformVersion} cannot lock a state in S3 by itself; 1.10 was the first.`,
        next: 'install Terraform 1.10 or newer',
      };
};

const noStrayFiles: Guard<SourceFacts> = ({ strayFiles }) =>
  strayFiles.length === 0
    ? undefined
    : {
        why: `terraform/ holds ${strayFiles.join(', ')}, which Terraform would read too.`,
        next: `\`rm ${strayFiles.map((name) => `terraform/${name}`).join(' ')}\``,
      };

const cleanTree: Guard<SourceFacts> = ({ changes, commit }) =>
  changes.length === 0
    ? undefined
    : {
        why: `The tree differs from commit ${commit.slice(0, 12)}:\n${changes.slice(0, 5).join('\n')}`,
        next: '`git commit` or `git stash`',
      };

const matchingReceipt: Guard<SourceFacts> = ({ receipt, digest, commit }) => {
  const next = '`make e2e`, which leaves a receipt';
  if (!receipt) {
    return {
      why: `No e2e run has passed for digest ${digest.slice(0, 12)}.`,
      next,
    };
  }
  if (receipt.digest !== digest) {
    return {
      why: `The receipt is for digest ${receipt.digest.slice(0, 12)}, not ${digest.slice(0, 12)}.`,
      next,
    };
  }
  if (receipt.dirty || receipt.commit !== commit) {
    return {
      why: `The receipt is for ${receipt.dirty ? 'a changed tree of ' : ''}commit ${receipt.commit.slice(0, 12)}, not for commit ${commit.slice(0, 12)}.`,
      next,
    };
  }
  const { denied, disagreements } = receipt.iam;
  return denied + disagreements + receipt.tests.failed === 0
    ? undefined
    : { why: 'The receipt is of a run that did not pass.', next };
};

/** For every command that plans or applies the checkout. */
export const sourceGuards = [
  noEndpointVariables,
  lockingTerraform,
  noStrayFiles,
  cleanTree,
  matchingReceipt,
];

/** For commands that only read, or that revert a deployment. */
export const environmentGuards = [
  noEndpointVariables,
  lockingTerraform,
  noStrayFiles,
];
