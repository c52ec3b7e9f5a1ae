import { bucket } from './sandbox.ts';
import type { RawRequest } from './sign.ts';

/** A service's error format: `json` uses names that end in `Exception`. */
export type Family = 's3' | 'query' | 'json';

export interface Call {
  family: Family;
  service: string;
  request: RawRequest;
}

const query = (service: string, action: string, version: string): Call => ({
  family: 'query',
  service,
  request: {
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `Action=${action}&Version=${version}`,
  },
});

const json = (service: string, target: string, version: string): Call => ({
  family: 'json',
  service,
  request: {
    method: 'POST',
    path: '/',
    headers: {
      'content-type': `application/x-amz-json-${version}`,
      'x-amz-target': target,
    },
    body: '{}',
  },
});

const get = (family: Family, service: string, path: string): Call => ({
  family,
  service,
  request: { method: 'GET', path, headers: {}, body: '' },
});

/** One harmless call of each service, in each form that it accepts. */
export const calls: Record<string, Call> = {
  STS: query('sts', 'GetCallerIdentity', '2011-06-15'),
  IAM: query('iam', 'ListRoles', '2010-05-08'),
  'SQS by query': query('sqs', 'ListQueues', '2012-11-05'),
  SQS: json('sqs', 'AmazonSQS.ListQueues', '1.0'),
  CloudWatch: query('monitoring', 'ListMetrics', '2010-08-01'),
  S3: get('s3', 's3', `/${bucket}`),
  Lambda: get('json', 'lambda', '/2015-03-31/functions/'),
  DynamoDB: json('dynamodb', 'DynamoDB_20120810.ListTables', '1.0'),
  Logs: json('logs', 'Logs_20140328.DescribeLogGroups', '1.1'),
  KMS: json('kms', 'TrentService.ListKeys', '1.1'),
};
