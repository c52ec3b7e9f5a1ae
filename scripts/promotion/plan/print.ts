import { print } from '../../output/log.ts';
import type { PlanJson } from '../../terraform/plan-json.ts';
import type { Deployment } from '../state/deployments.ts';
import type { Seal } from '../state/seal.ts';
import { summarisePlan } from './summary.ts';

/** Shows a sealed plan's target and changes, and the next command. */
export function printPlan(
  plan: PlanJson,
  seal: Seal,
  deployed: Deployment | undefined,
): void {
  const { digest, commit, environment, expiresAt } = seal;
  print(
    [
      '',
      deployed
        ? `Deployed   ${describe(deployed)} since ${deployed.at}`
        : 'Deployed   nothing yet',
      `This plan  ${describe({ digest, commit })}`,
      '',
      summarisePlan(plan),
      '',
      `Sealed until ${expiresAt}. Every detail: .local/stacks/${seal.kind}-${environment}/plan.txt`,
      `Next: make aws-apply ENV=${environment}`,
    ].join('\n'),
  );
}

function describe({ digest, commit }: Pick<Seal, 'digest' | 'commit'>): string {
  return `digest ${digest.slice(0, 12)}, commit ${commit.slice(0, 12)}`;
}
