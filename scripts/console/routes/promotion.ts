import { Hono } from 'hono';
import { ensureBundle } from '../../build/ensure-bundle.ts';
import { analyse, type Grant } from '../../iam/analyse.ts';
import { readSavedIamRecord } from '../../iam/report.ts';
import {
  deploymentDigest,
  findReceipt,
  newestReceipt,
} from '../../receipt/receipt.ts';
import { isClone, readWorkTree } from '../../system/git.ts';
import type { Permissions, Promotion } from '../contract.ts';

/** What an e2e run has left, and what a promotion needs besides. */
export function promotionRoutes(): Hono {
  return new Hono()
    .get('/promotion', async (context) => context.json(await readPromotion()))
    .get('/permissions', (context) => context.json(readPermissions()));
}

async function readPromotion(): Promise<Promotion> {
  const digest = deploymentDigest(await ensureBundle());
  const matching = findReceipt(digest);
  const { commit, changes } = isClone()
    ? await readWorkTree()
    : { commit: undefined, changes: [] };
  const isOfCommit = !matching?.dirty && matching?.commit === commit;
  const needs: Promotion['needs'] = [];
  if (changes.length > 0) {
    needs.push({
      what: `a commit: ${changes.length} files differ from the last one`,
      command: 'git commit',
    });
  }
  if (!matching || !isOfCommit) {
    needs.push({
      what: matching
        ? 'an e2e run of this commit: the receipt is of another one'
        : 'an e2e run of these files',
      command: 'make e2e',
    });
  }
  needs.push(
    {
      what: 'an AWS account that is ready',
      command: 'make aws-doctor ENV=dev',
    },
    { what: 'a plan to review', command: 'make aws-plan ENV=dev' },
  );
  return {
    receipt: matching ?? newestReceipt() ?? null,
    matches: matching !== undefined,
    needs,
  };
}

function readPermissions(): Permissions | null {
  const record = readSavedIamRecord();
  if (!record) {
    return null;
  }
  const { used, unused, denied } = analyse(record);
  const toGrant = ({ action, resource, calls }: Grant) => ({
    action,
    resource,
    calls,
  });
  return {
    used: used.map(toGrant),
    unused: unused.map(toGrant),
    denied: denied.map(({ operation, action, resource, count }) => ({
      operation,
      action,
      resource,
      count,
    })),
  };
}
