/** The services that terraform/ and the function use. */
export const services = [
  'cloudwatch',
  'dynamodb',
  'iam',
  'kms',
  'lambda',
  'logs',
  's3',
  'sqs',
  'sts',
];
