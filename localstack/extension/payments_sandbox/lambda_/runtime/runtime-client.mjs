import http from 'node:http';

const version = '/2018-06-01/runtime';

/** The Lambda Runtime API, over one connection that is kept open. */
export class RuntimeClient {
  #base;
  #agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

  /** `address` is a host and a port, and the secret path. */
  constructor(address) {
    this.#base = `http://${address}${version}`;
  }

  async next() {
    const { status, headers, body } = await this.#send(
      'GET',
      '/invocation/next',
    );
    // The API is closed, or another connection waits: there is no event to run.
    if (status !== 200) process.exit(1);
    return {
      requestId: headers['lambda-runtime-aws-request-id'],
      functionArn: headers['lambda-runtime-invoked-function-arn'],
      deadlineMs: Number(headers['lambda-runtime-deadline-ms']),
      traceId: headers['lambda-runtime-trace-id'],
      event: JSON.parse(body),
    };
  }

  // Status 413 means that the response was too large; the invocation has ended.
  sendResponse(requestId, body) {
    return this.#send('POST', `/invocation/${requestId}/response`, body);
  }

  sendError(requestId, description) {
    const body = JSON.stringify(description);
    return this.#send('POST', `/invocation/${requestId}/error`, body);
  }

  sendInitError(description) {
    return this.#send('POST', '/init/error', JSON.stringify(description));
  }

  #send(method, path, body = '') {
    const { promise, resolve, reject } = Promise.withResolvers();
    const request = http.request(
      this.#base + path,
      {
        agent: this.#agent,
        method,
        headers: { 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
    // Without the emulator there is no work, and no API to report an error to.
    return promise.catch(() => process.exit(1));
  }
}
