import { BlockList, isIP } from 'node:net';
import {
  and,
  glob,
  literalText,
  not,
  or,
  type Part,
  resolveText,
  type Truth,
  valueFor,
} from './logic.ts';
import type { PolicyRequest, PolicyStatement } from './policy-language.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export function matchesConditions(
  condition: NonNullable<PolicyStatement['Condition']>,
  request: PolicyRequest,
  hasVariables: boolean,
): Truth {
  return and(
    Object.entries(condition).flatMap(([operator, tests]) =>
      Object.entries(tests).map(([key, expected]) =>
        matchesTest(operator, key, expected, request, hasVariables),
      ),
    ),
  );
}

function matchesTest(
  operator: string,
  key: string,
  expected: string[],
  request: PolicyRequest,
  hasVariables: boolean,
): Truth {
  const actual = valueFor(key, request.context);
  if (operator === 'Null') {
    return expected.includes(String(actual === undefined));
  }
  const [quantifier, name = ''] = operator.includes(':')
    ? operator.split(':')
    : [undefined, operator];
  const base = name.replace(/IfExists$/, '');
  const negated = base.includes('Not');
  if (actual === undefined) {
    if (quantifier === 'ForAnyValue' && name !== base) {
      // IfExists is documented as true, and ForAnyValue as false.
      return undefined;
    }
    return (
      name !== base ||
      quantifier === 'ForAllValues' ||
      (negated && quantifier === undefined)
    );
  }
  const matchesOne = (value: string): Truth => {
    const found = or(
      expected.map((text) =>
        compare(base.replace('Not', ''), value, text, request, hasVariables),
      ),
    );
    return negated ? not(found) : found;
  };
  // "If the key values in the request resolve to an empty data set (for example,
  // an empty string)", ForAllValues is true and ForAnyValue is false.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html
  const values = [actual].flat();
  const set = values.every((value) => value === '') ? [] : values;
  switch (quantifier) {
    case 'ForAllValues':
      return and(set.map(matchesOne));
    case 'ForAnyValue':
      return or(set.map(matchesOne));
    default:
      return typeof actual === 'string' ? matchesOne(actual) : undefined;
  }
}

function compare(
  operator: string,
  value: string,
  text: string,
  request: PolicyRequest,
  hasVariables: boolean,
): Truth {
  const comparison = /^(Numeric|Date)(.*)/.exec(operator);
  if (comparison) {
    const read = comparison[1] === 'Date' ? moment : Number;
    return inOrder(comparison[2] ?? '', read(value), read(text));
  }
  switch (operator) {
    case 'Bool':
      return value.toLowerCase() === text.toLowerCase();
    case 'BinaryEquals':
      return Buffer.from(value, 'base64').equals(Buffer.from(text, 'base64'));
    case 'IpAddress':
      return isWithin(value, text);
  }
  const pattern = resolveText(text, request, hasVariables);
  if (!pattern) {
    return false;
  }
  switch (operator) {
    case 'StringEquals':
      return value === literalText(pattern);
    case 'StringEqualsIgnoreCase':
      return value.toLowerCase() === literalText(pattern).toLowerCase();
    case 'StringLike':
      return glob(pattern, value);
    default:
      return isArnLike(pattern, value);
  }
}

/** "Each of the six colon-delimited components of the ARN is checked separately." */
function isArnLike(pattern: Part[], value: string): Truth {
  const fields: Part[][] = [[]];
  for (const part of pattern) {
    if (part.literal === ':' && fields.length < 6) {
      fields.push([]);
    } else {
      fields.at(-1)?.push(part);
    }
  }
  const [a, b, c, d, e, ...rest] = value.split(':');
  const actual = [a, b, c, d, e, rest.join(':')];
  if (fields.length < 6) {
    return undefined;
  }
  return (
    rest.length > 0 &&
    fields.every((field, index) => glob(field, actual[index] ?? ''))
  );
}

/** ISO 8601, or seconds since 1970. */
function moment(text: string): number {
  return /^[0-9]+$/.test(text) ? Number(text) : Date.parse(text) / 1000;
}

function inOrder(comparison: string, value: number, bound: number): boolean {
  switch (comparison) {
    case 'Equals':
      return value === bound;
    case 'LessThan':
      return value < bound;
    case 'LessThanEquals':
      return value <= bound;
    case 'GreaterThan':
      return value > bound;
    default:
      return value >= bound;
  }
}

function isWithin(address: string, network: string): boolean {
  const family = (text: string) => (isIP(text) === 6 ? 'ipv6' : 'ipv4');
  const [base = '', length] = network.split('/');
  const list = new BlockList();
  if (length === undefined) {
    list.addAddress(base, family(base));
  } else {
    list.addSubnet(base, Number(length), family(base));
  }
  return list.check(address, family(address));
}
