import type { Bundle } from '../build/bundle.ts';
import type { Emulator } from '../emulator/emulator.ts';
import type { IamReport } from '../iam/report.ts';
import { SandboxError } from '../output/errors.ts';
import { done, warn } from '../output/log.ts';
import { isClone, readWorkTree } from '../system/git.ts';
import type { TestReport } from '../testing/report.ts';
import { awsProviderVersion } from '../toolchain/terraform-provider.ts';
import type { TerraformTools } from '../toolchain/terraform-tools.ts';
import { deploymentDigest, type Receipt, saveReceipt } from './receipt.ts';

/** The facts of a successful e2e run. */
export interface RunFacts {
  /** Taken before the run, so that it describes the tested files. */
  digest: string;
  emulator: Emulator;
  tools: TerraformTools;
  tests: TestReport;
  iam: IamReport;
}

/**
 * Writes the receipt of a successful run, unless files changed during it. A
 * checkout from an offline pack gets none, because a receipt is for a commit.
 */
export async function issueReceipt(
  bundle: Bundle,
  { digest, emulator, tools, tests, iam }: RunFacts,
): Promise<void> {
  if (!isClone()) {
    warn(
      'No receipt: this checkout came from an offline pack and has no commit',
    );
    return;
  }
  if (deploymentDigest(bundle) !== digest) {
    throw new SandboxError('No receipt: terraform/ changed while e2e ran.', {
      why: 'The run did not test the current files.',
      next: '`make e2e`',
    });
  }
  const { commit, changes } = await readWorkTree();
  const receipt: Receipt = {
    digest,
    commit,
    dirty: changes.length > 0,
    createdAt: new Date().toISOString(),
    engine: emulator.engine,
    versions: {
      localstack: emulator.version,
      node: process.versions.node,
      provider: awsProviderVersion,
      terraform: tools.terraform.version,
    },
    tests,
    iam: {
      used: iam.used.length,
      unused: iam.unused.length,
      denied: iam.denied.length,
      crossChecked: iam.checked,
      disagreements: iam.disagreements.length,
    },
  };
  saveReceipt(receipt);
  done(`Receipt ${digest.slice(0, 12)} for commit ${commit.slice(0, 12)}`);
}
