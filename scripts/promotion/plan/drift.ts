import { inLocal } from '../../system/paths.ts';
import type { PlanJson } from '../../terraform/plan-json.ts';
import type { Target } from '../account/target.ts';
import type { Session } from '../session.ts';
import type { Deployment } from '../state/deployments.ts';
import { initialise, makePlan } from './plan.ts';
import { restoreRelease } from './release.ts';
import { clearFolder } from './stage.ts';

/** The same target with a separate folder, so that a sealed plan stays valid. */
export function forDrift(target: Target): Target {
  const { kind, envName } = target;
  return {
    ...target,
    folder: inLocal('stacks', `${kind}-${envName}-status`),
  };
}

/** Plans the deployed release: every listed change is drift. Changes nothing. */
export async function findDrift(
  session: Session,
  deployment: Deployment,
): Promise<PlanJson> {
  clearFolder(session.target);
  await restoreRelease(session.bucket, session.target, deployment);
  await initialise(session);
  return makePlan(session, ['-lock=false']);
}
