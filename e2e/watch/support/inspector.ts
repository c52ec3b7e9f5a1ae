import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';
import { waitUntil } from '../../../scripts/system/wait-until.ts';

interface Message {
  id?: number;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { message: string };
}

interface Script {
  scriptId: string;
  url: string;
  sourceMapURL: string;
}

export interface CallFrame {
  callFrameId: string;
  functionName: string;
}

/** A debugger, which speaks the inspector's protocol. */
export class Inspector {
  readonly #socket: WebSocket;
  readonly #pending = new Map<number, (message: Message) => void>();
  readonly #scripts: Script[] = [];
  #lastId = 0;
  #paused = Promise.withResolvers<CallFrame[]>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) =>
      this.#receive(JSON.parse(String(data)) as Message),
    );
  }

  static async attach(port: number): Promise<Inspector> {
    const response = await fetch(`http://127.0.0.1:${port}/json/list`);
    const [target] = (await response.json()) as {
      webSocketDebuggerUrl: string;
    }[];
    const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '');
    await once(socket, 'open');
    const inspector = new Inspector(socket);
    await inspector.send('Debugger.enable');
    return inspector;
  }

  async send<T>(method: string, params: object = {}): Promise<T> {
    this.#lastId += 1;
    const response = Promise.withResolvers<Message>();
    this.#pending.set(this.#lastId, response.resolve);
    this.#socket.send(JSON.stringify({ id: this.#lastId, method, params }));
    const { result, error } = await response.promise;
    if (error) {
      throw new Error(`${method}: ${error.message}`);
    }
    return result as T;
  }

  /** The call frames, innermost first. */
  get paused(): Promise<CallFrame[]> {
    return this.#paused.promise;
  }

  /** Sets a breakpoint on a line of TypeScript, as VS Code does. */
  async breakAt(source: string, line: number): Promise<void> {
    // The port is open before the function is loaded.
    const script = await waitUntil(
      async () => this.#scripts.find(({ url }) => url.endsWith('handler.mjs')),
      { what: 'The function’s script', intervalMs: 20, timeoutMs: 30_000 },
    );
    const file = fileURLToPath(new URL(script.sourceMapURL, script.url));
    const map = new SourceMap(JSON.parse(readFileSync(file, 'utf8')));
    const compiled = readFileSync(fileURLToPath(script.url), 'utf8');
    for (const [lineNumber, text] of compiled.split('\n').entries()) {
      for (
        let columnNumber = 0;
        columnNumber < text.length;
        columnNumber += 1
      ) {
        const entry = map.findEntry(lineNumber, columnNumber);
        if (
          'originalSource' in entry &&
          entry.originalSource === source &&
          entry.originalLine === line - 1
        ) {
          await this.send('Debugger.setBreakpoint', {
            location: { scriptId: script.scriptId, lineNumber, columnNumber },
          });
          return;
        }
      }
    }
    throw new Error(`${source}:${line} has no code.`);
  }

  async evaluate(frame: CallFrame, expression: string): Promise<unknown> {
    const { result } = await this.send<{ result: { value: unknown } }>(
      'Debugger.evaluateOnCallFrame',
      { callFrameId: frame.callFrameId, expression, returnByValue: true },
    );
    return result.value;
  }

  async resume(): Promise<void> {
    this.#paused = Promise.withResolvers();
    await this.send('Debugger.resume');
  }

  close(): void {
    this.#socket.close();
  }

  #receive(message: Message): void {
    if (message.id !== undefined) {
      this.#pending.get(message.id)?.(message);
    } else if (message.method === 'Debugger.scriptParsed') {
      this.#scripts.push(message.params as Script);
    } else if (message.method === 'Debugger.paused') {
      const { callFrames } = message.params as { callFrames: CallFrame[] };
      this.#paused.resolve(callFrames);
    }
  }
}
