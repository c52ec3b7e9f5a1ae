import { SandboxError } from '../output/errors.ts';
import type { StackOutputs } from '../terraform/outputs.ts';
import type { Target } from './account/target.ts';
import { openSession, requireBootstrap, type Session } from './session.ts';
import { currentDeployment, type Deployment } from './state/deployments.ts';

/** An account with a deployed stack, for commands that use one. */
export interface Deployed {
  session: Session;
  deployment: Deployment;
  outputs: StackOutputs;
}

/** @throws SandboxError if nothing is deployed. */
export async function requireDeployed(target: Target): Promise<Deployed> {
  const session = await openSession(target);
  await requireBootstrap(session);
  const deployment = await currentDeployment(session.bucket);
  if (!deployment?.outputs) {
    throw new SandboxError(`Nothing is deployed in ${target.envName}.`, {
      why: 'The state bucket holds no record of an apply since the last destroy.',
      next: `\`make aws-plan ENV=${target.envName}\`, then \`make aws-apply\``,
    });
  }
  return { session, deployment, outputs: deployment.outputs };
}
