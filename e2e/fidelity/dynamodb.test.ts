import {
  BatchWriteItemCommand,
  DeleteTableCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Clients } from '../../scripts/emulator/clients.ts';
import { connect } from './connect.ts';
import { createTable } from './table.ts';

const TableName = 'fidelity';
let dynamoDb: Clients['dynamoDb'];

beforeAll(async () => {
  ({ dynamoDb } = await connect());
  await createTable({ dynamoDb }, TableName);
});

afterAll(() => dynamoDb.send(new DeleteTableCommand({ TableName })));

function writeBatch(ids: string[]) {
  const requests = ids.map((id) => ({
    PutRequest: { Item: { id: { S: id } } },
  }));
  return dynamoDb.send(
    new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }),
  );
}

const ids = (count: number) =>
  Array.from({ length: count }, (_, index) => `item-${index}`);

describe('DynamoDB', () => {
  test('accepts 25 items in a batch, and refuses 26', async () => {
    await expect(writeBatch(ids(25))).resolves.toBeDefined();
    await expect(writeBatch(ids(26))).rejects.toThrow(
      'Too many items requested',
    );
  });

  test('refuses one key twice in a batch', async () => {
    await expect(writeBatch(['same', 'same'])).rejects.toThrow(
      'Provided list of item keys contains duplicates',
    );
  });

  test('refuses an item above 400 KB', async () => {
    const put = (bytes: number) =>
      dynamoDb.send(
        new PutItemCommand({
          TableName,
          Item: { id: { S: 'large' }, text: { S: 'x'.repeat(bytes) } },
        }),
      );
    await expect(put(400 * 1024 - 20)).resolves.toBeDefined();
    await expect(put(400 * 1024)).rejects.toThrow(
      'Item size has exceeded the maximum allowed size',
    );
  });

  test('refuses a reserved word as a name in an expression', async () => {
    await expect(
      dynamoDb.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'id = :id',
          FilterExpression: 'status = :status',
          ExpressionAttributeValues: {
            ':id': { S: 'x' },
            ':status': { S: 'x' },
          },
        }),
      ),
    ).rejects.toThrow('Attribute name is a reserved keyword');
  });

  test('keeps 38 digits of a number, and refuses more', async () => {
    const put = (N: string) =>
      dynamoDb.send(
        new PutItemCommand({
          TableName,
          Item: { id: { S: 'number' }, amount: { N } },
        }),
      );
    await expect(put('9'.repeat(38))).resolves.toBeDefined();
    await expect(put('9'.repeat(39))).rejects.toThrow(
      'only supports precision up to 38 digits',
    );
  });

  test('refuses an empty key', async () => {
    await expect(writeBatch([''])).rejects.toThrow('empty string value');
  });
});
