import {
  GetRolePolicyCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import type { Statement } from '../../scripts/iam/policy.ts';
import { readStatements } from '../../scripts/iam/policy.ts';
import type { LiveStack } from './restored-sandbox.ts';

/** Changes the policy of the function's role temporarily, to test the effect. */
export class RoleTrial {
  readonly #live: LiveStack;
  readonly #roleName: string;
  #trials = 0;

  constructor(live: LiveStack) {
    this.#live = live;
    this.#roleName = live.outputs.lambda_role_arn.split('/').at(-1) ?? '';
  }

  async readStatements(): Promise<Statement[]> {
    const { PolicyDocument = '' } = await this.#live.clients.iam.send(
      new GetRolePolicyCommand(this.#policyName),
    );
    return readStatements([decodeURIComponent(PolicyDocument)]);
  }

  async write(statements: Statement[]): Promise<void> {
    const document = {
      Version: '2012-10-17',
      Statement: statements
        .filter(({ actions }) => actions.length > 0)
        .map(({ sid, effect, actions, resources }) => ({
          Sid: sid,
          Effect: effect,
          Action: actions,
          Resource: resources,
        })),
    };
    await this.#live.clients.iam.send(
      new PutRolePolicyCommand({
        ...this.#policyName,
        PolicyDocument: JSON.stringify(document),
      }),
    );
    await this.#startEnvironment();
  }

  /** A new execution environment creates a new log stream. */
  async #startEnvironment(): Promise<void> {
    const { lambda } = this.#live.clients;
    const FunctionName = this.#live.outputs.lambda_function_name;
    this.#trials += 1;
    await lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName,
        Description: `Trial ${this.#trials}`,
      }),
    );
    await waitUntilFunctionUpdatedV2(
      { client: lambda, maxWaitTime: 30, minDelay: 1, maxDelay: 1 },
      { FunctionName },
    );
  }

  get #policyName() {
    return { RoleName: this.#roleName, PolicyName: this.#roleName };
  }
}
