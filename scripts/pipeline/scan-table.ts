import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import type { Item } from './stored-payment.ts';

/** Segments that are scanned in parallel. */
const segments = 2;

/** Limits memory use. */
const itemsPerPage = 500;

/** Reads the whole table, unordered, several pages at a time. */
export async function scanTable(
  client: DynamoDBClient,
  tableName: string,
  onPage: (items: Item[]) => void,
): Promise<void> {
  const readSegment = async (Segment: number) => {
    const pages = paginateScan(
      { client },
      {
        TableName: tableName,
        ConsistentRead: true,
        Limit: itemsPerPage,
        Segment,
        TotalSegments: segments,
      },
    );
    for await (const { Items = [] } of pages) {
      onPage(Items);
    }
  };
  await Promise.all(Array.from({ length: segments }, (_, n) => readSegment(n)));
}
