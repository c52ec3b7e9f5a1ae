import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import type { StackOutputs } from '../../terraform/outputs.ts';
import type { AwsClients } from '../account/clients.ts';
import type { Target } from '../account/target.ts';
import type { Guard } from './refuse.ts';

/** What a destroy would lose. */
export interface DestroyFacts {
  outputs: StackOutputs;
  target: Pick<Target, 'envName'>;
  deletionProtected: boolean;
  /** Of the journal, versions included; one is enough to know. */
  bucketIsEmpty: boolean;
  /** Whether the deployed configuration allows destroying a bucket with objects. */
  forceDestroy: boolean;
}

/** Only reads; the deployed release has to be in the folder. */
export async function readDestroyFacts(
  { dynamoDb, s3 }: AwsClients,
  outputs: StackOutputs,
  target: Target,
): Promise<DestroyFacts> {
  const [table, versions] = await Promise.all([
    dynamoDb.send(
      new DescribeTableCommand({ TableName: outputs.dynamodb_table_name }),
    ),
    s3.send(
      new ListObjectVersionsCommand({
        Bucket: outputs.s3_bucket_name,
        MaxKeys: 1,
      }),
    ),
  ]);
  const { Versions = [], DeleteMarkers = [] } = versions;
  return {
    outputs,
    target,
    deletionProtected: table.Table?.DeletionProtectionEnabled ?? false,
    bucketIsEmpty: Versions.length + DeleteMarkers.length === 0,
    forceDestroy: /^\s*force_destroy\s*=\s*true/m.test(
      readFileSync(path.join(target.folder, 'env.auto.tfvars'), 'utf8'),
    ),
  };
}

const unprotectedTable: Guard<DestroyFacts> = ({
  deletionProtected,
  outputs,
  target,
}) =>
  deletionProtected
    ? {
        why: `The table ${outputs.dynamodb_table_name} is protected against deletion.`,
        next: `set deletion_protection_enabled = false in terraform/env/${target.envName}.tfvars, commit, then \`make e2e\`, \`make aws-plan\` and \`make aws-apply\``,
      }
    : undefined;

// A shell substitution, so that the command can be pasted but shows no account id.
const ownAccount =
  '$(aws sts get-caller-identity --query Account --output text)';

const emptyBucket: Guard<DestroyFacts> = ({
  bucketIsEmpty,
  forceDestroy,
  outputs,
  target,
}) =>
  bucketIsEmpty || forceDestroy
    ? undefined
    : {
        why: `The bucket ${outputs.s3_bucket_name} holds the journal of payments.`,
        next: `copy the objects to keep (\`aws s3 sync s3://${outputs.s3_bucket_name.replace(/\d{12}$/, ownAccount)} journal\`), set force_destroy = true in terraform/env/${target.envName}.tfvars, commit, then \`make e2e\`, \`make aws-plan\` and \`make aws-apply\`; after that \`make aws-destroy\` empties it`,
      };

export const destroyGuards = [unprotectedTable, emptyBucket];
