import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { iamTrialAccountId } from '../scripts/lib/accounts.ts';
import { analyse } from '../scripts/lib/iam/analyse.ts';
import type { Statement } from '../scripts/lib/iam/policy.ts';
import { forgetIamRecord, readIamRecord } from '../scripts/lib/iam/record.ts';
import { invokeFunction } from '../scripts/lib/invoke.ts';
import { LogGroupReader } from '../scripts/lib/log-group.ts';
import { waitUntil } from '../scripts/lib/wait-until.ts';
import {
  applyLiveStack,
  destroyLiveStack,
  type LiveStack,
} from './support/live-stack.ts';
import { RoleTrial } from './support/role-trial.ts';

const environment = 'e2e-iam';

let live: LiveStack;
let trial: RoleTrial;
let granted: Statement[];

beforeAll(async () => {
  live = await applyLiveStack(environment, iamTrialAccountId);
  trial = new RoleTrial(live);
  granted = await trial.readStatements();
});

afterAll(() => destroyLiveStack(environment, iamTrialAccountId));

/** Invokes until the log is written or refused, and says what was called. */
async function tellStory() {
  await forgetIamRecord(live.emulator, iamTrialAccountId);
  const { functionError, payload } = await invokeFunction(
    live.clients.lambda,
    live.outputs.lambda_function_name,
    '{"count":1}',
  );
  const record = await waitUntil(
    async () => {
      const seen = await readIamRecord(live.emulator, iamTrialAccountId);
      const wroteLog = seen.calls.some(
        ({ role, operation, allowed }) =>
          role &&
          ((operation === 'logs:PutLogEvents' && allowed) ||
            (operation.startsWith('logs:') && !allowed)),
      );
      return wroteLog ? seen : undefined;
    },
    { what: 'A log line of the function', intervalMs: 50, timeoutMs: 10_000 },
  );
  return { functionError, payload, ...analyse(record) };
}

describe('permissions of the function', () => {
  test('are all used, and nothing else is asked for', async () => {
    await trial.write(granted);

    const { functionError, unused, denied } = await tellStory();

    expect({ functionError, unused, denied }).toEqual({
      functionError: undefined,
      unused: [],
      denied: [],
    });
  });

  test('are missed by name when any one is taken away', async () => {
    for (const { actions } of granted) {
      for (const action of actions) {
        await trial.write(without(granted, action));

        const { denied } = await tellStory();

        expect(denied.map((call) => call.action)).toEqual([action]);
      }
    }
  });

  test('fail the invocation in the words of AWS', async () => {
    await trial.write(without(granted, 'dynamodb:BatchWriteItem'));

    const { functionError, payload } = await tellStory();

    const { lambda_function_name, dynamodb_table_name, aws_region } =
      live.outputs;
    expect(functionError).toBe('Unhandled');
    expect(JSON.stringify(payload)).toContain(
      `User: arn:aws:sts::${iamTrialAccountId}:assumed-role/${lambda_function_name}/${lambda_function_name}` +
        ' is not authorized to perform: dynamodb:BatchWriteItem on resource: ' +
        `arn:aws:dynamodb:${aws_region}:${iamTrialAccountId}:table/${dynamodb_table_name}` +
        ' because no identity-based policy allows the dynamodb:BatchWriteItem action',
    );
  });

  test('are reported when one is never used', async () => {
    const [first, ...others] = granted;
    const added = 'dynamodb:DeleteItem';
    await trial.write([
      { ...(first as Statement), actions: [...(first?.actions ?? []), added] },
      ...others,
    ]);

    const { unused } = await tellStory();

    expect(unused.map(({ action }) => action)).toEqual([added]);
  });

  test('let a log that the role may write be read back', async () => {
    await trial.write(granted);
    const reader = new LogGroupReader(
      live.clients.logs,
      live.outputs.log_group_name,
    );
    for await (const _old of reader.readNew()) {
      // Only what this invocation writes counts.
    }

    await tellStory();

    const lines: string[] = [];
    for await (const line of reader.readNew()) {
      lines.push(line);
    }
    expect(lines.join('\n')).toContain('"message":"Payments stored"');
  });
});

function without(statements: Statement[], removed: string): Statement[] {
  return statements.map((statement) => ({
    ...statement,
    actions: statement.actions.filter((action) => action !== removed),
  }));
}
