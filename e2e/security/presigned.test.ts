import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ask, type RawResponse } from './support/ask.ts';
import { bucket, developer, endpoint, queueUrl } from './support/sandbox.ts';
import { type RawRequest, signQuery } from './support/sign.ts';
import { leaveDeadLetter, readState } from './support/state.ts';

/** Pre-signed by the developer: one call, valid for a minute. */
function preSigned(method: string, path: string, rest = {}): RawRequest {
  return signQuery(
    { method, path, headers: {}, body: '' },
    { service: 's3', credentials: developer, ...rest },
  );
}

const withHeaders = (request: RawRequest, headers: Record<string, string>) => ({
  ...request,
  headers: { ...request.headers, ...headers },
});

function expectRefused({ status, body }: RawResponse): void {
  expect([400, 403, 404], body).toContain(status);
}

describe('a pre-signed URL', () => {
  const object = `/${bucket}/given-away`;

  test('expires when it states', async () => {
    const signedAt = (secondsAgo: number, expiresSeconds: number) =>
      ask(
        preSigned('GET', `/${bucket}?list-type=2`, {
          date: new Date(Date.now() - secondsAgo * 1000),
          expiresSeconds,
        }),
      );

    expect(await signedAt(30, 60)).toMatchObject({ status: 200 });
    expectRefused(await signedAt(90, 60));
    // AWS's longest is a week.
    expectRefused(await signedAt(0, 604_801));
  });

  test('is valid only for its own call', async () => {
    await leaveDeadLetter();
    const before = await readState();
    const put = preSigned('PUT', object);

    const responses = [
      { ...put, method: 'DELETE' },
      { ...put, path: put.path.replace('given-away', 'other') },
      { ...put, path: `${put.path}&acl` },
      withHeaders(put, { 'x-amz-copy-source': `/${bucket}/secret` }),
      withHeaders(put, { 'x-amz-acl': 'public-read' }),
      withHeaders(put, { 'x-amz-target': 'DynamoDB_20120810.ListTables' }),
      withHeaders(put, { authorization: 'AWS4-HMAC-SHA256 Credential=x' }),
    ].map(ask);

    (await Promise.all(responses)).forEach(expectRefused);
    expect(await readState()).toEqual(before);
  });
});

describe('a pre-signed form', () => {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  const scope = [day, 'us-east-1', 's3', 'aws4_request'];
  const policy = btoa(
    JSON.stringify({
      expiration: new Date(Date.now() + 600_000).toISOString(),
      conditions: [
        { bucket },
        { key: 'given-away' },
        ['starts-with', '$x-amz-', ''],
        ['starts-with', '$Action', ''],
      ],
    }),
  );
  const signature = createHmac(
    'sha256',
    scope.reduce<string | Buffer>(
      (key, part) => createHmac('sha256', key).update(part).digest(),
      `AWS4${developer.secretAccessKey}`,
    ),
  );
  const fields = {
    policy,
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': [developer.accessKeyId, ...scope].join('/'),
    'x-amz-date': `${day}T000000Z`,
    'x-amz-signature': signature.update(policy).digest('hex'),
  };

  async function post(path: string, more: Record<string, string>) {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...fields, ...more })) {
      form.set(name, value);
    }
    form.set('file', new Blob(['text']), 'name');
    const encoded = new Response(form);
    return ask({
      method: 'POST',
      path,
      headers: {
        host: new URL(endpoint).host,
        'content-type': encoded.headers.get('content-type') ?? '',
      },
      body: await encoded.text(),
    });
  }

  test('is valid only for its own upload', async () => {
    await leaveDeadLetter();
    const before = await readState();

    const responses = [
      post(`/${bucket}`, { key: 'other' }),
      post(`/${bucket}/other?uploads`, { key: 'given-away' }),
      post(`/${bucket}?delete`, { key: 'given-away' }),
      post(new URL(queueUrl).pathname, { Action: 'PurgeQueue' }),
      post('/', { Action: 'ListRoles', Version: '2010-05-08' }),
      post('/2015-03-31/functions', {}),
      post('/_sandbox/faults', {}),
    ];

    (await Promise.all(responses)).forEach(expectRefused);
    expect(await readState()).toEqual(before);
    // Otherwise the form might have been refused for another reason.
    expect(await post(`/${bucket}`, { key: 'given-away' })).toMatchObject({
      status: 204,
    });
  });
});
