import { DeleteItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import {
  GetRolePolicyCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import {
  invokeFunction,
  readResponse,
} from '../../../scripts/pipeline/invoke.ts';
import { connect, outputs } from './sandbox.ts';

/** Writes payments. @returns their ids, and the key of their journal object */
export async function pay(
  count: number,
): Promise<{ paymentIds: string[]; journalKey: string }> {
  const { payload } = await invokeFunction(
    connect().lambda,
    outputs.lambda_function_name,
    JSON.stringify({ count }),
  );
  const { payment_ids, journal_key = '' } = readResponse(payload);
  return { paymentIds: payment_ids, journalKey: journal_key };
}

/** Loses a payment: its item is deleted from the table, not from the journal. */
export async function losePayment(paymentId: string): Promise<void> {
  const { dynamoDb } = connect();
  const TableName = outputs.dynamodb_table_name;
  const { Items = [] } = await dynamoDb.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'payment_id = :id',
      ExpressionAttributeValues: { ':id': { S: paymentId } },
    }),
  );
  for (const { payment_id, created_at } of Items) {
    if (payment_id && created_at) {
      const Key = { payment_id, created_at };
      await dynamoDb.send(new DeleteItemCommand({ TableName, Key }));
    }
  }
}

/** Sends an event, which Lambda retries and gives up if it fails. */
export async function sendEvent(payload: unknown): Promise<void> {
  await connect().lambda.send(
    new InvokeCommand({
      FunctionName: outputs.lambda_function_name,
      InvocationType: 'Event',
      Payload: Buffer.from(JSON.stringify(payload)),
    }),
  );
}

/** Takes a permission from the function's role while something happens. */
export async function withoutPermission(
  action: string,
  work: () => Promise<void>,
): Promise<void> {
  const { iam } = connect();
  const name = outputs.lambda_role_arn.split('/').at(-1) ?? '';
  const policy = { RoleName: name, PolicyName: name };
  const { PolicyDocument = '' } = await iam.send(
    new GetRolePolicyCommand(policy),
  );
  const document = decodeURIComponent(PolicyDocument);
  const put = (text: string) =>
    iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: text }));
  await put(document.replaceAll(action, 'dynamodb:DescribeTable'));
  try {
    await work();
  } finally {
    await put(document);
  }
}
