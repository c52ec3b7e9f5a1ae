// In place of AWS's native client, with the same three functions.
const Connection = require('./connection.cjs');
const { hostname, port, base } = require('./runtime-api.cjs');

const connection = new Connection({ host: hostname, port });

/** Waits for the next event: `{ bodyJson, headers }`. */
exports.next = async () => {
  const { status, headers, body } = await connection
    .ask(format('GET', '/invocation/next'))
    .catch(leave);
  // The environment is about to be stopped, or another connection waits.
  return status === 200 ? { bodyJson: body, headers } : leave();
};

exports.done = (requestId, response) =>
  post(`/invocation/${requestId}/response`, response);

exports.error = (requestId, description) =>
  post(`/invocation/${requestId}/error`, description);

// As in AWS's client, the status is not read: a response that is too large has
// ended the invocation.
function post(path, body) {
  try {
    connection.askNow(format('POST', path, body));
  } catch {
    leave();
  }
}

function format(method, path, text = '') {
  const body = Buffer.from(text);
  const head = [
    `${method} ${base}/2018-06-01/runtime${path} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

/** Without the emulator there is no work, and no API to report an error to. */
function leave() {
  process.exit(1);
}
