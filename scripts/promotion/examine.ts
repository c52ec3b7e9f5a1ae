import { buildBundle } from '../build/bundle.ts';
import { SandboxError } from '../output/errors.ts';
import type { Finding } from '../output/findings.ts';
import { deploymentDigest, findReceipt } from '../receipt/receipt.ts';
import { readWorkTree } from '../system/git.ts';
import { createAwsClients } from './account/clients.ts';
import { readIdentity } from './account/identity.ts';
import { examinePermissions } from './account/permissions.ts';
import type { Target } from './account/target.ts';
import { type AccountFacts, accountGuards } from './guards/account.ts';
import type { Guard } from './guards/refuse.ts';
import { type SourceFacts, sourceGuards } from './guards/source.ts';
import { ensureAwsTools, environmentFacts } from './session.ts';
import { StateBucket } from './state/bucket.ts';

/** Checks every requirement of a promotion, and changes nothing. */
export async function examine(target: Target): Promise<Finding[]> {
  const bundle = await buildBundle();
  const digest = deploymentDigest(bundle);
  const facts = {
    ...environmentFacts(await ensureAwsTools()),
    ...(await readWorkTree()),
    digest,
  };
  return [...examineSource(facts), ...(await examineAccount(target))];
}

function examineSource(facts: Omit<SourceFacts, 'receipt'>): Finding[] {
  const name = 'Source';
  try {
    return judge(
      name,
      { ...facts, receipt: findReceipt(facts.digest) },
      sourceGuards,
      `digest ${facts.digest.slice(0, 12)}, with its receipt`,
    );
  } catch (error) {
    if (!(error instanceof SandboxError)) {
      throw error;
    }
    const { message, why = '', next = '`make e2e`' } = error;
    return [{ status: 'error', name, detail: `${message} ${why}`, fix: next }];
  }
}

async function examineAccount(target: Target): Promise<Finding[]> {
  const clients = createAwsClients(target);
  const name = 'Credentials';
  const identity = await readIdentity(clients).catch(
    (error: SandboxError) => error,
  );
  if (identity instanceof SandboxError) {
    return [
      {
        status: 'missing',
        name,
        detail: identity.why ?? identity.message,
        fix: identity.next ?? '`aws sso login`',
      },
    ];
  }
  const facts: AccountFacts = { identity, target };
  const found = `account ending in ${identity.account.slice(-4)}, region ${target.region}`;
  const account = judge(name, facts, accountGuards, found);
  const bucket = new StateBucket(clients.s3, target, identity);
  const hasBucket = await bucket.exists();
  return [
    ...account,
    hasBucket
      ? { status: 'ok', name: 'State bucket', detail: 'exists' }
      : {
          status: 'missing',
          name: 'State bucket',
          detail: 'not created yet',
          fix: `\`make aws-bootstrap ENV=${target.envName}\``,
        },
    await examinePermissions(clients.iam, identity, target),
  ];
}

function judge<Facts>(
  name: string,
  facts: Facts,
  guards: Guard<Facts>[],
  found: string,
): Finding[] {
  const objections = guards.flatMap((guard) => guard(facts) ?? []);
  return objections.length === 0
    ? [{ status: 'ok', name, detail: found }]
    : objections.map(({ why, next }) => ({
        status: 'error',
        name,
        detail: why,
        fix: next,
      }));
}
