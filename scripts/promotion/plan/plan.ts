import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { SandboxError } from '../../output/errors.ts';
import { step } from '../../output/log.ts';
import { inRepository } from '../../system/paths.ts';
import { type PlanJson, readPlan } from '../../terraform/plan-json.ts';
import { maskAccounts } from '../account/mask.ts';
import type { Target } from '../account/target.ts';
import { planGuards } from '../guards/plan.ts';
import { refuseUnless } from '../guards/refuse.ts';
import type { Session } from '../session.ts';
import {
  readSealedFiles,
  type Seal,
  sealValidityMs,
  writeSeal,
} from '../state/seal.ts';
import { assertOwnState } from '../state/stamp.ts';
import { writeBackend } from './stage.ts';

/** Connects the staged folder to its state, and checks which target owns the state. */
export async function initialise(session: Session): Promise<void> {
  const { bucket, target, terraform } = session;
  await assertOwnState(session);
  writeBackend(target, bucket);
  await step('Initialising Terraform', async () => {
    await terraform.run(['init', '-reconfigure', '-lockfile=readonly']);
  });
}

/** Plans the staged configuration. Changes and seals nothing. */
export async function makePlan(
  { terraform, target }: Session,
  args: string[] = [],
): Promise<PlanJson> {
  return step('Planning', async () => {
    const readable = await explainLock(target, () =>
      terraform.run(['plan', '-out=plan.tfplan', '-no-color', ...args]),
    );
    writeFileSync(path.join(target.folder, 'plan.txt'), maskAccounts(readable));
    return readPlan(terraform, 'plan.tfplan');
  });
}

/** Checks a plan and seals it for one apply within an hour. */
export function sealPlan(
  { target, identity }: Session,
  plan: PlanJson,
  origin: Pick<Seal, 'digest' | 'commit' | 'purpose'>,
): Seal {
  const guards = origin.purpose === 'destroy' ? [] : planGuards;
  refuseUnless(
    'this plan',
    { plan, target, allowDelete: target.allowDelete },
    guards,
  );
  const now = Date.now();
  const seal: Seal = {
    kind: target.kind,
    environment: target.envName,
    account: identity.account,
    region: target.region,
    ...readSealedFiles(target),
    ...origin,
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(now + sealValidityMs).toISOString(),
  };
  writeSeal(target, seal);
  return seal;
}

/** Names the lock's holder, instead of Terraform's long text about locks. */
export async function explainLock<T>(
  { folder }: Pick<Target, 'folder'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const output = error instanceof SandboxError ? (error.why ?? '') : '';
    if (!output.includes('Error acquiring the state lock')) {
      throw error;
    }
    const field = (name: string) =>
      new RegExp(`${name}:\\s+(.*)`).exec(output)?.[1]?.trim() ?? 'unknown';
    throw new SandboxError('Another operator is working on this state.', {
      why: `${field('Who')} has held its lock since ${field('Created')} (${field('Operation')}).`,
      next: `wait, then plan again; if that run has crashed: \`terraform -chdir=${path.relative(inRepository(), folder)} force-unlock ${field('ID')}\``,
      cause: error,
    });
  }
}
