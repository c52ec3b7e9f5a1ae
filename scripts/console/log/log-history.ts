import type { Level } from '../../pipeline/log/entry.ts';
import { EntryReader } from '../../pipeline/log/entry-reader.ts';
import { LogGroupReader } from '../../pipeline/log/log-group.ts';
import { type Line, Selection } from '../../pipeline/log/selection.ts';
import type { LiveStack } from '../../stack/live-stack.ts';
import type { LogLine } from '../contract.ts';
import { shareInFlight } from '../share-in-flight.ts';
import { toLogLine } from './log-line.ts';

export interface LogQuery {
  level: Level;
  request?: string | undefined;
  /** How many of the newest lines. */
  limit: number;
}

/** A request's log is stored when it has ended, after at most 15 minutes. */
const lookBackMs = 15 * 60_000;

/** About 30 MB. */
const defaultMaxLines = 20_000;

/** Reads a log group, and at each further read what is new in it. */
export class LogLines {
  readonly #group: LogGroupReader;
  readonly #entries = new EntryReader();

  constructor({ clients, outputs }: LiveStack) {
    this.#group = new LogGroupReader(clients.logs, outputs.log_group_name, {
      lookBackMs,
    });
  }

  /** See `LogGroupReader`. */
  get isReplaced(): boolean {
    return this.#group.isReplaced;
  }

  async readNew(): Promise<Line[]> {
    const lines: Line[] = [];
    for await (const event of this.#group.readNew()) {
      lines.push({ event, entry: this.#entries.read(event) });
    }
    return lines;
  }
}

/** The newest lines of a stack's log, for pages that read it again and again. */
export class LogHistory {
  readonly #live: LiveStack;
  readonly #maxLines: number;
  #source: LogLines;
  #lines: Line[] = [];
  #isCut = false;
  readonly #refresh = shareInFlight(() => this.#readNew());

  constructor(live: LiveStack, maxLines = defaultMaxLines) {
    this.#live = live;
    this.#maxLines = maxLines;
    this.#source = new LogLines(live);
  }

  /** The newest lines that the query selects, newest last. */
  async read(query: LogQuery): Promise<LogLine[]> {
    await this.#refresh(undefined);
    const found = select(this.#lines, query);
    return this.#isCut && found.length < query.limit
      ? select(await new LogLines(this.#live).readNew(), query)
      : found;
  }

  async #readNew(): Promise<void> {
    let added = await this.#source.readNew();
    if (this.#source.isReplaced) {
      this.#source = new LogLines(this.#live);
      this.#lines = [];
      this.#isCut = false;
      added = await this.#source.readNew();
    }
    // A request that has ended now may have begun before others.
    const lines = [...this.#lines, ...added].sort(
      (left, right) => left.event.time - right.event.time,
    );
    this.#isCut ||= lines.length > this.#maxLines;
    this.#lines = lines.slice(-this.#maxLines);
  }
}

function select(lines: readonly Line[], query: LogQuery): LogLine[] {
  const selection = new Selection({
    LEVEL: query.level,
    REQUEST: query.request,
  });
  return lines
    .flatMap((line) => selection.add(line))
    .slice(-query.limit)
    .map(({ event, entry }) => toLogLine(event, entry));
}
