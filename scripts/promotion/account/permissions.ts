import {
  type IAMClient,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { readDeployerPolicy } from '../../iam/deployer-policy.ts';
import type { Finding } from '../../output/findings.ts';
import type { Identity } from './identity.ts';
import type { Target } from './target.ts';

/** Asks IAM itself, where the credentials may, about the deployer's policy. */
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
          // About no resource IAM would say what is allowed on all of them.
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
      ? { status: 'ok', name, detail: `${count} permissions are there` }
      : {
          status: 'missing',
          name,
          detail: denied.join(', '),
          fix: 'attach docs/deployer-policy.json to the role that deploys',
        };
  } catch (error) {
    const name = error instanceof Error ? error.name : String(error);
    const detail = `not known: iam:SimulatePrincipalPolicy answered ${name}`;
    return { status: 'info', name, detail };
  }
}

/** A session is asked about by its role. */
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
