import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import type { Clients } from '../emulator/clients.ts';
import type { StackOutputs } from '../terraform/outputs.ts';

/** Those of the resources that hold data or code which do not response, and why. */
export async function findMissingResources(
  { dynamoDb, lambda, s3 }: Pick<Clients, 'dynamoDb' | 'lambda' | 's3'>,
  outputs: StackOutputs,
): Promise<string[]> {
  const FunctionName = outputs.lambda_function_name;
  const TableName = outputs.dynamodb_table_name;
  const Bucket = outputs.s3_bucket_name;
  const answers: [string, Promise<unknown>][] = [
    [
      `table ${TableName}`,
      dynamoDb.send(new DescribeTableCommand({ TableName })),
    ],
    [
      `function ${FunctionName}`,
      lambda.send(new GetFunctionCommand({ FunctionName })),
    ],
    [`bucket ${Bucket}`, s3.send(new HeadBucketCommand({ Bucket }))],
  ];
  const problems = await Promise.all(
    answers.map(([name, response]) =>
      response.then(
        () => [],
        (error: Error) => [`${name}: ${error.name}`],
      ),
    ),
  );
  return problems.flat();
}
