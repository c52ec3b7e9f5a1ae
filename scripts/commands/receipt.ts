import { buildBundle } from '../build/bundle.ts';
import { defineCommand } from '../cli/command.ts';
import { SandboxError } from '../output/errors.ts';
import { print } from '../output/log.ts';
import {
  deploymentDigest,
  findReceipt,
  newestReceipt,
} from '../receipt/receipt.ts';

export default defineCommand({
  async run() {
    const digest = deploymentDigest(await buildBundle());
    const receipt = findReceipt(digest);
    if (!receipt) {
      const newest = newestReceipt();
      throw new SandboxError(`No receipt for digest ${digest.slice(0, 12)}.`, {
        why: newest
          ? `terraform/, lambda/ or journal/ has changed since the newest one, ${newest.digest.slice(0, 12)} of ${newest.createdAt}.`
          : 'No e2e run has passed here yet.',
        next: '`make e2e`',
      });
    }
    print(JSON.stringify(receipt, null, 2));
  },
});
