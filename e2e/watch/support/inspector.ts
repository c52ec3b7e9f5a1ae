import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { waitUntil } from '../../../scripts/system/wait-until.ts';

const messageSchema = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});
type Message = z.infer<typeof messageSchema>;

const scriptSchema = z.object({
  scriptId: z.string(),
  url: z.string(),
  sourceMapURL: z.string(),
});
type Script = z.infer<typeof scriptSchema>;

const pausedSchema = z.object({
  callFrames: z.array(
    z.object({ callFrameId: z.string(), functionName: z.string() }),
  ),
});
export type CallFrame = z.infer<typeof pausedSchema>['callFrames'][number];

const targetsSchema = z.tuple([z.object({ webSocketDebuggerUrl: z.string() })]);
const valueSchema = z.object({
  result: z.object({ value: z.unknown().optional() }),
});

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
      this.#receive(messageSchema.parse(JSON.parse(String(data)))),
    );
  }

  static async attach(port: number): Promise<Inspector> {
    const response = await fetch(`http://127.0.0.1:${port}/json/list`);
    const [target] = targetsSchema.parse(await response.json());
    const socket = new WebSocket(target.webSocketDebuggerUrl);
    await once(socket, 'open');
    const inspector = new Inspector(socket);
    await inspector.send('Debugger.enable');
    return inspector;
  }

  async send(method: string, params: object = {}): Promise<unknown> {
    this.#lastId += 1;
    const response = Promise.withResolvers<Message>();
    this.#pending.set(this.#lastId, response.resolve);
    this.#socket.send(JSON.stringify({ id: this.#lastId, method, params }));
    const { result, error } = await response.promise;
    if (error) {
      throw new Error(`${method}: ${error.message}`);
    }
    return result;
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
      { what: 'The function’s script', intervalMs: 20, timeoutMs: 300_000 },
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
    const response = await this.send('Debugger.evaluateOnCallFrame', {
      callFrameId: frame.callFrameId,
      expression,
      returnByValue: true,
    });
    return valueSchema.parse(response).result.value;
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
      this.#scripts.push(scriptSchema.parse(message.params));
    } else if (message.method === 'Debugger.paused') {
      this.#paused.resolve(pausedSchema.parse(message.params).callFrames);
    }
  }
}
