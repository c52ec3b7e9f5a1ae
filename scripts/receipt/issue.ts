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

/** What a green e2e run knows about itself. */
export interface RunFacts {
  /** Taken before the run: what was tested is what was there then. */
  digest: string;
  emulator: Emulator;
  tools: TerraformTools;
  tests: TestReport;
  iam: IamReport;
}

/**
 * Writes the receipt of a green run, unless files changed under it. What came
 * from an offline pack gets none: a receipt is for a commit.
 */
export async function issueReceipt(
  bundle: Bundle,
  { digest, emulator, tools, tests, iam }: RunFacts,
): Promise<void> {
  if (!isClone()) {
    warn('No receipt: this came from an offline pack, and is no commit');
    return;
  }
  if (deploymentDigest(bundle) !== digest) {
    throw new SandboxError('No receipt: terraform/ changed while e2e ran.', {
      why: 'The run proves nothing about what is there now.',
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
