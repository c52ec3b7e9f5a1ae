const fs = require('node:fs');
const net = require('node:net');

const sleeper = new Int32Array(new SharedArrayBuffer(4));

/**
 * One connection to the Runtime API. It waits for an event without blocking, and
 * sends a result before it returns, because the process may exit right after.
 */
module.exports = class Connection {
  #address;
  #socket;
  #received = [];
  #length = 0;
  /** Fewer bytes are not a whole response. */
  #needed = 0;
  #onData;

  constructor(address) {
    this.#address = address;
  }

  /** Sends a request, and resolves to the response: `{ status, headers, body }`. */
  async ask(request) {
    await this.#connect();
    this.#socket.ref();
    const { promise, resolve, reject } = Promise.withResolvers();
    this.#onData = () => {
      const response = this.#takeResponse();
      if (response) {
        this.#socket.off('close', reject);
        // An empty event loop then means that the function has nothing left to do.
        this.#socket.unref();
        resolve(response);
      }
      return response === undefined;
    };
    this.#socket.once('close', reject);
    this.#socket.write(request);
    this.#socket.resume();
    return promise;
  }

  /** Sends a request and returns its response, while the event loop stands still. */
  askNow(request) {
    const { fd } = this.#socket._handle;
    for (let sent = 0; sent < request.length; ) {
      sent += retry(() => fs.writeSync(fd, request, sent));
    }
    const chunk = Buffer.alloc(65_536);
    for (;;) {
      const response = this.#takeResponse();
      if (response) {
        return response;
      }
      const length = retry(() => fs.readSync(fd, chunk));
      if (length === 0) {
        throw new Error('The Runtime API closed the connection.');
      }
      this.#add(chunk.subarray(0, length));
    }
  }

  async #connect() {
    if (this.#socket && !this.#socket.destroyed) {
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers();
    this.#socket = net.connect({
      ...this.#address,
      noDelay: true,
      // With a buffer of its own, a socket that is paused reads nothing.
      onread: {
        buffer: Buffer.alloc(65_536),
        callback: (length, buffer) => {
          this.#add(buffer.subarray(0, length));
          return this.#onData();
        },
      },
    });
    this.#socket.once('connect', resolve).on('error', reject);
    await promise;
  }

  /** Copies the bytes: the buffer they are in is used again. */
  #add(bytes) {
    this.#received.push(Buffer.from(bytes));
    this.#length += bytes.length;
  }

  /** The Runtime API sends the length of every body, and one response at a time. */
  #takeResponse() {
    if (this.#length < this.#needed) {
      return undefined;
    }
    const bytes = Buffer.concat(this.#received);
    this.#received = [bytes];
    const end = bytes.indexOf('\r\n\r\n');
    if (end < 0) {
      return undefined;
    }
    const [statusLine, ...lines] = bytes
      .toString('latin1', 0, end)
      .split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => {
        const [name] = line.split(':', 1);
        return [name.toLowerCase(), line.slice(name.length + 2)];
      }),
    );
    const start = end + 4;
    this.#needed = start + Number(headers['content-length']);
    if (this.#length < this.#needed) {
      return undefined;
    }
    const body = bytes.toString('utf8', start, this.#needed);
    this.#received = [];
    this.#length = this.#needed = 0;
    return { status: Number(statusLine.split(' ')[1]), headers, body };
  }
};

/** The socket does not block; a call that cannot continue is repeated. */
function retry(call) {
  for (;;) {
    try {
      return call();
    } catch (error) {
      if (error.code !== 'EAGAIN') {
        throw error;
      }
      Atomics.wait(sleeper, 0, 0, 1);
    }
  }
}
