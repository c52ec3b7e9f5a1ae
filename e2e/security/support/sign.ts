import { createHash, createHmac } from 'node:crypto';
import { type Credentials, endpoint, region } from './sandbox.ts';

/** A request that a test may change after signing it. */
export interface RawRequest {
  method: string;
  /** Includes the query. */
  path: string;
  headers: Record<string, string>;
  body: string;
}

export interface Signing {
  service: string;
  credentials: Credentials;
  date?: Date;
  /** False leaves the host unsigned, which no client does. */
  signsHost?: boolean;
  /** Seconds until a pre-signed URL expires. */
  expiresSeconds?: number;
}

const algorithm = 'AWS4-HMAC-SHA256';
const { host } = new URL(endpoint);
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();

/** Signs by header, implemented from AWS's documentation without a library. */
export function signHeader(request: RawRequest, signing: Signing): RawRequest {
  const { time, scope } = describeTime(signing);
  const { accessKeyId, sessionToken } = signing.credentials;
  const headers: Record<string, string> = {
    ...request.headers,
    host,
    'x-amz-date': time,
    'x-amz-content-sha256': hash(request.body),
    ...(sessionToken && { 'x-amz-security-token': sessionToken }),
  };
  const names = Object.keys(headers)
    .filter((name) => name !== 'host' || signing.signsHost !== false)
    .sort();
  const signature = calculate({ ...request, headers }, names, signing);
  headers.authorization = `${algorithm} Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...request, headers };
}

/** Signs by query, like a pre-signed URL. */
export function signQuery(request: RawRequest, signing: Signing): RawRequest {
  const { time, scope } = describeTime(signing);
  const { accessKeyId, sessionToken } = signing.credentials;
  const url = new URL(request.path, endpoint);
  const parameters = {
    'X-Amz-Algorithm': algorithm,
    'X-Amz-Credential': `${accessKeyId}/${scope}`,
    'X-Amz-Date': time,
    'X-Amz-Expires': String(signing.expiresSeconds ?? 60),
    'X-Amz-SignedHeaders': 'host',
    ...(sessionToken && { 'X-Amz-Security-Token': sessionToken }),
  };
  for (const [name, value] of Object.entries(parameters)) {
    url.searchParams.set(name, value);
  }
  const path = url.pathname + url.search;
  const headers = { ...request.headers, host };
  const signature = calculate({ ...request, path, headers }, ['host'], signing);
  return { ...request, headers, path: `${path}&X-Amz-Signature=${signature}` };
}

function describeTime({ service, date = new Date() }: Signing) {
  const time = date.toISOString().replace(/[-:]|\.\d+/g, '');
  const day = time.slice(0, 8);
  return { time, day, scope: `${day}/${region}/${service}/aws4_request` };
}

function calculate(
  { method, path, headers, body }: RawRequest,
  signedHeaders: string[],
  signing: Signing,
): string {
  const { time, day, scope } = describeTime(signing);
  const [pathname = '', query = ''] = path.split('?');
  const isPresigned = query.includes('X-Amz-Credential');
  const canonical = [
    method,
    pathname,
    canonicalQuery(query),
    ...signedHeaders.map((name) => `${name}:${headers[name]}`),
    '',
    signedHeaders.join(';'),
    isPresigned && signing.service === 's3' ? 'UNSIGNED-PAYLOAD' : hash(body),
  ].join('\n');
  const secret = `AWS4${signing.credentials.secretAccessKey}`;
  const key = [day, region, signing.service, 'aws4_request'].reduce<
    string | Buffer
  >(hmac, secret);
  const text = [algorithm, time, scope, hash(canonical)].join('\n');
  return hmac(key, text).toString('hex');
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

function canonicalQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}
