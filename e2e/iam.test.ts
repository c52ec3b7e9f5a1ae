import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analyse } from '../scripts/iam/analyse.ts';
import { describeRefusals } from '../scripts/iam/judge-run.ts';
import type { Statement } from '../scripts/iam/policy.ts';
import {
  forgetIamRecord,
  type IamRecord,
  readIamRecord,
} from '../scripts/iam/record.ts';
import { LogGroupReader } from '../scripts/pipeline/log/log-group.ts';
import { waitUntil } from '../scripts/system/wait-until.ts';
import { tryBypasses } from './support/bypasses.ts';
import { invoke as invokeFunction } from './support/invoke.ts';
import { type LiveStack, RestoredSandbox } from './support/restored-sandbox.ts';
import { RoleTrial } from './support/role-trial.ts';

const sandbox = new RestoredSandbox();
const { accountId } = sandbox;

/** Lambda sends this only after its retries, which guarantees/dead-letters.test.ts covers. */
const afterRetries = 'sqs:SendMessage';

let live: LiveStack;
let trial: RoleTrial;
let granted: Statement[];
/** The log stream of an invocation before any permission was removed. */
let journalKey: string;

beforeAll(async () => {
  live = await sandbox.start();
  trial = new RoleTrial(live);
  granted = await trial.readStatements();
  const { payload } = await invoke({ count: 1 });
  journalKey = (payload as { journal_key: string }).journal_key;
});

afterAll(() => sandbox.remove());

const invoke = (event: unknown) =>
  invokeFunction(live.clients.lambda, live.outputs.lambda_function_name, event);

/**
 * Exercises the role: writes new payments, and replays them from their journal.
 * Returns the calls made in the meantime.
 */
async function runScenario() {
  await forgetIamRecord(live.emulator, accountId);
  const { functionError, payload } = await invoke({ count: 1 });
  await invoke({ replay: journalKey });
  const record = await waitUntil(
    async () => {
      const seen = await readIamRecord(live.emulator, accountId);
      return isLogSettled(seen) ? seen : undefined;
    },
    { what: 'The end of the story', intervalMs: 50, timeoutMs: 300_000 },
  );
  return { functionError, payload, ...analyse(record) };
}

/** The calls for a new stream: write, create, write again. */
function isLogSettled({ calls }: IamRecord): boolean {
  const log = calls.filter(
    ({ role, operation }) => role && /^logs:/.test(operation),
  );
  const written = log.find(
    ({ operation }) => operation === 'logs:PutLogEvents',
  );
  return log.some(({ allowed }) => !allowed) || (written?.count ?? 0) > 1;
}

describe('permissions of the function', () => {
  test('are all used, and no others are needed', async () => {
    await trial.write(granted);

    const { functionError, unused, denied } = await runScenario();

    // Named here too, because this suite may be the first to fail.
    expect(
      denied,
      `The role lacks permissions that it needs.\n${describeRefusals(denied)}`,
    ).toEqual([]);
    expect(functionError).toBeUndefined();
    expect(unused.map(({ action }) => action)).toEqual([afterRetries]);
  });

  test('are reported by name when one is removed', async () => {
    for (const { actions } of granted) {
      for (const action of actions.filter((name) => name !== afterRetries)) {
        await trial.write(without(granted, action));

        const { denied } = await runScenario();

        const missed = new Set(denied.map((call) => call.action));
        expect([...missed]).toEqual([action]);
      }
    }
  });

  test('fail the invocation with the error message of AWS', async () => {
    await trial.write(without(granted, 'dynamodb:BatchWriteItem'));

    const { functionError, payload } = await runScenario();

    const { lambda_function_name, dynamodb_table_name, aws_region } =
      live.outputs;
    expect(functionError).toBe('Unhandled');
    expect(JSON.stringify(payload)).toContain(
      `User: arn:aws:sts::${accountId}:assumed-role/${lambda_function_name}/${lambda_function_name}` +
        ' is not authorized to perform: dynamodb:BatchWriteItem on resource: ' +
        `arn:aws:dynamodb:${aws_region}:${accountId}:table/${dynamodb_table_name}` +
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

    const { unused } = await runScenario();

    expect(unused.map(({ action }) => action)).toContain(added);
  });

  test('cannot be bypassed with unsigned, pre-signed or PartiQL requests', async () => {
    expect(await tryBypasses(live, accountId)).toEqual({
      'an unsigned request': 403,
      'a pre-signed URL': 403,
      'a pre-signed form': 403,
      'PartiQL, which has no mapping': 400,
    });
  });

  test('let the log that the role writes be read', async () => {
    await trial.write(granted);
    const reader = new LogGroupReader(
      live.clients.logs,
      live.outputs.log_group_name,
    );
    for await (const _old of reader.readNew()) {
      // Only the lines of this invocation count.
    }

    await runScenario();

    const lines: string[] = [];
    for await (const { message } of reader.readNew()) {
      lines.push(message);
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
