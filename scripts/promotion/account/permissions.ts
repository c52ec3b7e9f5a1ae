import {
  type IAMClient,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { readDeployerPolicy } from '../../iam/deployer-policy.ts';
import type { Finding } from '../../output/findings.ts';
import type { Identity } from './identity.ts';
import type { Target } from './target.ts';

/** Simulates the deployer's policy in IAM, if the credentials allow it. */
export async function examinePermissions(
  iam: Pick<IAMClient, 'send'>,
  identity: Identity,
  target: Target,
): Promise<Finding> {
  const name = 'Permissions';
  if (identity.arn.endsWith(':root')) {
    const detail = 'not asked for: no policy restricts the root user';
    return { status: 'info', name, detail };
  }
  const statements = readDeployerPolicy();
  try {
    const denied: string[] = [];
    for (const { actions, resources } of statements) {
      const { EvaluationResults = [] } = await iam.send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: roleOf(identity),
          ActionNames: actions,
          // Without a resource, IAM would check the action on all resources.
          ResourceArns: resources.map((arn) => fillIn(arn, identity, target)),
        }),
      );
      denied.push(
        ...EvaluationResults.filter(
          ({ EvalDecision }) => EvalDecision !== 'allowed',
        ).map(
          ({ EvalActionName, EvalResourceName }) =>
            `${EvalActionName} on ${EvalResourceName}`,
        ),
      );
    }
    const count = statements.flatMap(({ actions }) => actions).length;
    return denied.length === 0
      ? { status: 'ok', name, detail: `${count} permissions are granted` }
      : {
          status: 'missing',
          name,
          detail: denied.join(', '),
          fix: 'attach docs/deployer-policy.json to the role that deploys',
        };
  } catch (error) {
    const name = error instanceof Error ? error.name : String(error);
    const detail = `not known: iam:SimulatePrincipalPolicy returned ${name}`;
    return { status: 'info', name, detail };
  }
}

/** IAM simulates a session through its role. */
function roleOf({ arn }: Identity): string {
  return arn
    .replace(':sts:', ':iam:')
    .replace(/assumed-role\/([^/]+)\/.*/, 'role/$1');
}

function fillIn(arn: string, { account }: Identity, target: Target): string {
  return arn
    .replaceAll('ACCOUNT_ID', account)
    .replaceAll('REGION', target.region)
    .replaceAll('ENVIRONMENT', target.envName);
}
