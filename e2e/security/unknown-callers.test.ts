import { describe, expect, test } from 'vitest';
import { ask } from './support/ask.ts';
import { type Call, calls, type Family } from './support/calls.ts';
import { accountId, developer } from './support/sandbox.ts';
import {
  type RawRequest,
  type Signing,
  signHeader,
  signQuery,
} from './support/sign.ts';

type Words = Record<Family, string>;

const wordsOf = (query: string, s3: string, json: string): Words => ({
  query,
  s3,
  json,
});

const unknownKey = wordsOf(
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
  'UnrecognizedClientException',
);
const noSignature = wordsOf(
  'MissingAuthenticationToken',
  'AccessDenied',
  'MissingAuthenticationTokenException',
);
const incomplete = wordsOf(
  'IncompleteSignature',
  'AuthorizationHeaderMalformed',
  'IncompleteSignatureException',
);
const otherAlgorithm: Words = { ...incomplete, s3: 'InvalidRequest' };
const twoSignatures: Words = { ...incomplete, s3: 'InvalidArgument' };
const wrongSignature = wordsOf(
  'SignatureDoesNotMatch',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
);
const skewed: Words = { ...wrongSignature, s3: 'RequestTimeTooSkewed' };

const signed = (call: Call, signing: Partial<Signing> = {}) =>
  signHeader(call.request, {
    service: call.service,
    credentials: developer,
    ...signing,
  });

const withKey =
  (accessKeyId: string, secretAccessKey = developer.secretAccessKey) =>
  (call: Call) =>
    signed(call, { credentials: { accessKeyId, secretAccessKey } });

const withToken = (call: Call) =>
  signed(call, { credentials: { ...developer, sessionToken: 'token' } });

const withHeader = (authorization: string) => (call: Call) => ({
  ...call.request,
  headers: { ...call.request.headers, authorization },
});

const at = (offsetMinutes: number) => (call: Call) =>
  signed(call, { date: new Date(Date.now() + offsetMinutes * 60_000) });

const signedTwice = (call: Call) => {
  const signing = { service: call.service, credentials: developer };
  const byHeader = signHeader(call.request, signing);
  return {
    ...signQuery(call.request, signing),
    headers: byHeader.headers,
  };
};

const withParameter = (call: Call) => {
  const request = signed(call);
  return { ...request, path: `${request.path}?Marker=other` };
};

type Attack = [name: string, prepare: (call: Call) => RawRequest, words: Words];

const attacks: Attack[] = [
  ['no signature', ({ request }) => request, noSignature],
  ['Bearer', withHeader('Bearer x'), otherAlgorithm],
  ['Basic', withHeader(`Basic ${btoa('000000000000:test')}`), otherAlgorithm],
  ['version 2', withHeader('AWS 000000000000:c2lnbg=='), otherAlgorithm],
  ['a misspelt key', withKey('00000000000O'), unknownKey],
  ['a key that is too long', withKey('0000000000000'), unknownKey],
  ['a key of a user', withKey('AKIAIOSFODNN7EXAMPLE'), unknownKey],
  ['the same in lower case', withKey('akiaiosfodnn7example'), unknownKey],
  ['a key of LocalStack', withKey('injectedaccesskey'), unknownKey],
  ['the key of most examples', withKey('test', 'test'), unknownKey],
  ['a session token that it has not', withToken, unknownKey],
  ['a wrong secret', withKey(accountId, 'test'), wrongSignature],
  ['no secret', withKey(accountId, ''), wrongSignature],
  ['another account', withKey('111111111111', 'test'), wrongSignature],
  ['header and query', signedTwice, twoSignatures],
  ['a clock that is 16 minutes slow', at(-16), skewed],
  ['a clock that is 16 minutes fast', at(16), skewed],
  ['another query than was signed', withParameter, wrongSignature],
  [
    'a host that was not signed',
    (call) => signed(call, { signsHost: false }),
    incomplete,
  ],
];

/** The error code of each call, or its status if it was accepted. */
async function askAll(prepare: (call: Call) => RawRequest) {
  const responses = Object.entries(calls).map(async ([name, call]) => {
    const { status, code } = await ask(prepare(call));
    return [name, status >= 400 && status < 500 ? code : status];
  });
  return Object.fromEntries(await Promise.all(responses));
}

describe('every service refuses', () => {
  test.each(attacks)('%s', async (_, prepare, words) => {
    const expected = Object.entries(calls).map(([name, { family }]) => [
      name,
      words[family],
    ]);

    expect(await askAll(prepare)).toEqual(Object.fromEntries(expected));
  });

  test('a body that was changed in transit', async () => {
    const { S3, Lambda, ...others } = calls;
    for (const [name, call] of Object.entries(others)) {
      const request = signed(call);
      const { status } = await ask({ ...request, body: `${request.body} ` });
      expect(status, name).toBeGreaterThanOrEqual(400);
      expect(status, name).toBeLessThan(500);
    }
  });
});

describe('every service accepts', () => {
  const served = Object.fromEntries(
    Object.keys(calls).map((name) => [name, 200]),
  );

  test.each([
    ['the developer', (call: Call) => signed(call)],
    ['a clock that is 4 minutes slow', at(-4)],
    ['a clock that is 4 minutes fast', at(4)],
  ])('%s', async (_, prepare) => {
    expect(await askAll(prepare)).toEqual(served);
  });

  test('the developer in another account, who may not read this bucket', async () => {
    expect(await askAll(withKey('111111111111'))).toEqual({
      ...served,
      S3: 'AccessDenied',
    });
  });
});
