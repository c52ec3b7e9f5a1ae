// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of policy variables.

import fc from 'fast-check';
import type {
  PolicyCase,
  PolicyPrincipal,
  PolicyStatement,
  PrincipalElement,
} from '../reference/policy-language.ts';
import { conditions, contexts } from './arbitrary-condition.ts';

// Few values, so that patterns and requests often meet.
const account = '111111111111';
const sessionArn = `arn:aws:sts::${account}:assumed-role/writer/function`;
const roleArn = `arn:aws:iam::${account}:role/writer`;
const userArn = `arn:aws:iam::${account}:user/alice`;

const actions = fc.constantFrom(
  's3:GetObject',
  's3:PutObject',
  'dynamodb:PutItem',
  'sqs:SendMessage',
);

const actionPatterns = fc.constantFrom(
  '*',
  's3:*',
  'S3:getobject',
  's3:?utObject',
  'dynamodb:PutItem',
  'dynamodb:Put*',
  'sqs:*Message',
  'iam:*',
);

const resources = fc.constantFrom(
  'arn:aws:s3:::journal/alice/1.json',
  'arn:aws:s3:::journal/a:b/*.json',
  'arn:aws:s3:::journal/default/1.json',
  `arn:aws:dynamodb:us-east-1:${account}:table/payments`,
  `arn:aws:sqs:us-east-1:${account}:letters`,
);

const resourcePatterns = fc.constantFrom(
  '*',
  'arn:aws:s3:::journal/*',
  'arn:aws:s3:::journal/alice/?.json',
  'arn:aws:s3:::journal/*/1.json',
  'arn:aws:s3:::journal/a:b/${*}.json',
  'arn:aws:s3:::journal/${aws:username}/*',
  "arn:aws:s3:::journal/${aws:PrincipalTag/team, 'default'}/*",
  'arn:aws:s3:::JOURNAL/*',
  'arn:aws:s3:*',
  'arn:aws:sqs',
  'arn:aws:sqs:*:letters',
  'arn:aws:sqs:us-*-1:*:letters',
  'arn:aws:dynamodb:us-east-?:*:table/pay*',
  'arn:aws:dynamodb:*1:table/payments',
);

const principals: fc.Arbitrary<PolicyPrincipal> = fc.constantFrom<
  PolicyPrincipal[]
>(
  { type: 'user', arn: userArn, account, userid: 'AIDAALICE' },
  {
    type: 'assumed-role',
    arn: sessionArn,
    account,
    role_arn: roleArn,
    userid: 'AROAWRITER:function',
  },
  { type: 'service', arn: 'lambda.amazonaws.com', account: '' },
  { type: 'anonymous', arn: 'anonymous', account: '' },
);

const principalElements: fc.Arbitrary<PrincipalElement> = fc.oneof(
  { weight: 1, arbitrary: fc.constant('*' as const) },
  {
    weight: 4,
    arbitrary: fc.record({
      AWS: some(
        fc.constantFrom(
          ...['*', account, `arn:aws:iam::${account}:root`],
          ...['222222222222', roleArn, userArn, sessionArn],
          ...[`${userArn}2`, 'AIDAALICE', 'AROAWRITER', 'AROAWRITER:function'],
        ),
        4,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      Service: some(
        fc.constantFrom('lambda.amazonaws.com', 's3.amazonaws.com'),
      ),
    }),
  },
);

const versions = fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17');

function some<T>(values: fc.Arbitrary<T>, maxLength = 2): fc.Arbitrary<T[]> {
  return fc.array(values, { minLength: 1, maxLength });
}

/** The element itself, or less often its Not… form. */
function positiveOrNot<T>(
  element: string,
  values: fc.Arbitrary<T>,
): fc.Arbitrary<object> {
  return fc.oneof(
    { weight: 3, arbitrary: values.map((value) => ({ [element]: value })) },
    {
      weight: 1,
      arbitrary: values.map((value) => ({ [`Not${element}`]: value })),
    },
  );
}

const statements: fc.Arbitrary<PolicyStatement> = fc
  .tuple(
    fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
    positiveOrNot('Action', some(actionPatterns)),
    positiveOrNot('Resource', some(resourcePatterns)),
    fc.option(conditions, { nil: undefined }),
  )
  .map(([Effect, action, resource, Condition]) => ({
    Effect,
    ...action,
    ...resource,
    ...(Condition && { Condition }),
  }));

const resourceStatements: fc.Arbitrary<PolicyStatement> = fc
  .tuple(statements, positiveOrNot('Principal', principalElements))
  .map(([statement, principal]) => ({ ...statement, ...principal }));

/** Pairs of policies and a request, over the whole language that is evaluated. */
export const policyCases: fc.Arbitrary<PolicyCase> = fc.record({
  identityPolicy: fc.record({ Version: versions, Statement: some(statements) }),
  resourcePolicy: fc.record({
    Version: versions,
    Statement: some(resourceStatements),
  }),
  request: fc.record({
    action: actions,
    resource: resources,
    principal: principals,
    context: contexts,
  }),
});
