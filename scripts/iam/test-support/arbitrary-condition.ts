// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of policy variables.

import fc from 'fast-check';
import type {
  PolicyRequest,
  PolicyStatement,
} from '../reference/policy-language.ts';

/** A type of condition keys: its keys, its operators and both sides' values. */
interface Kind {
  keys: string[];
  operators: string[];
  requestValues: string[];
  policyValues: string[];
}

const words = ['alice', 'Alice', 'bob', 'al*', 'a*c?', ''];
const arns = [
  'arn:aws:s3:::journal',
  'arn:aws:lambda:us-east-1:111111111111:function:writer',
  'arn:aws:lambda:us-east-1:111111111111:function:writer:1',
];
const numbers = ['0', '5', '10', '10.0', '-1'];
const dates = [
  '2026-01-01T00:00:00Z',
  '2026-01-01T01:00:00+01:00',
  '2026-06-01',
  '1767225600',
];

const strings: Omit<Kind, 'keys'> = {
  operators: [
    ...['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'],
    ...['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  ],
  requestValues: words,
  policyValues: [
    ...words,
    ...['${aws:username}', "${aws:username, 'bob'}", '${AWS:UserName}*'],
    ...['al${*}', '${aws:PrincipalTag/team}', 'a?ice', '${aws:TagKeys}'],
  ],
};

const comparisons = [
  ...['Equals', 'NotEquals', 'LessThan', 'LessThanEquals'],
  ...['GreaterThan', 'GreaterThanEquals'],
];

const kinds: Kind[] = [
  { keys: ['aws:username', 'aws:PrincipalTag/team', 's3:prefix'], ...strings },
  {
    keys: ['aws:SourceArn'],
    operators: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
    requestValues: arns,
    policyValues: [
      ...arns,
      ...['arn:aws:s3:::*', 'arn:*:lambda:*:*:function:writer'],
      ...['arn:aws:lambda:us-*-1:*:function:*', 'arn:aws:s3:*'],
      'arn:aws:s3:::${aws:username}',
    ],
  },
  {
    keys: ['aws:SecureTransport'],
    operators: ['Bool'],
    requestValues: ['true', 'false'],
    policyValues: ['true', 'false', 'True'],
  },
  {
    keys: ['s3:max-keys'],
    operators: comparisons.map((name) => `Numeric${name}`),
    requestValues: numbers,
    policyValues: numbers,
  },
  {
    keys: ['aws:CurrentTime'],
    operators: comparisons.map((name) => `Date${name}`),
    requestValues: dates,
    policyValues: dates,
  },
  {
    keys: ['aws:SourceIp'],
    operators: ['IpAddress', 'NotIpAddress'],
    requestValues: ['203.0.113.7', '10.1.2.3', '2001:db8::1'],
    policyValues: ['203.0.113.0/24', '10.1.2.3', '0.0.0.0/0', '2001:db8::/32'],
  },
  {
    keys: ['example:Digest'],
    operators: ['BinaryEquals'],
    requestValues: ['QUJD', 'QUJE'],
    policyValues: ['QUJD', 'QUJE'],
  },
];

/** Keys whose value is a list; only a set operator can test it. */
const multivalued: Kind[] = [
  { keys: ['aws:TagKeys', 'dynamodb:LeadingKeys'], ...strings },
];

const nothing = fc.constant<object>({});

/** For each key: absent, or a value of its kind. */
export const contexts: fc.Arbitrary<PolicyRequest['context']> = fc
  .tuple(
    ...kinds.flatMap(({ keys, requestValues }) =>
      keys.map((key) =>
        fc.oneof(
          nothing,
          fc.constantFrom(...requestValues).map((value) => ({ [key]: value })),
        ),
      ),
    ),
    ...multivalued.flatMap(({ keys, requestValues }) =>
      keys.map((key) =>
        fc.oneof(
          nothing,
          fc
            .array(fc.constantFrom(...requestValues), { maxLength: 3 })
            .map((value) => ({ [key]: value })),
        ),
      ),
    ),
  )
  .map((parts) => Object.assign({}, ...parts));

const quantifiers = ['ForAllValues:', 'ForAnyValue:'];

function tests(
  { keys, operators, policyValues }: Kind,
  prefixes: string[],
): fc.Arbitrary<[operator: string, key: string, values: string[]]> {
  const values = fc.array(fc.constantFrom(...policyValues), {
    minLength: 1,
    maxLength: 3,
  });
  // Names of keys are case-insensitive.
  const key = fc
    .tuple(fc.constantFrom(...keys), fc.boolean())
    .map(([name, lower]) => (lower ? name.toLowerCase() : name));
  const comparison = fc.tuple(
    fc
      .tuple(
        fc.constantFrom(...prefixes),
        fc.constantFrom(...operators),
        fc.constantFrom('', '', 'IfExists'),
      )
      .map((parts) => parts.join('')),
    key,
    values,
  );
  const nullCheck = fc.tuple(
    fc.constant('Null'),
    key,
    fc.subarray(['true', 'false'], { minLength: 1 }),
  );
  return fc.oneof(
    { weight: 6, arbitrary: comparison },
    { weight: 1, arbitrary: nullCheck },
  );
}

const anyTest = fc.oneof(
  ...kinds.map((kind) => ({
    weight: kind.keys.length + 1,
    arbitrary: tests(kind, ['', '', ...quantifiers]),
  })),
  // Without a set operator the result is not documented, so it is unsupported.
  { weight: 3, arbitrary: tests(multivalued[0] as Kind, quantifiers) },
  { weight: 1, arbitrary: tests(multivalued[0] as Kind, ['']) },
);

export const conditions: fc.Arbitrary<
  NonNullable<PolicyStatement['Condition']>
> = fc.array(anyTest, { minLength: 1, maxLength: 3 }).map((list) => {
  const condition: NonNullable<PolicyStatement['Condition']> = {};
  for (const [operator, key, values] of list) {
    condition[operator] = { ...condition[operator], [key]: values };
  }
  return condition;
});
