/**
 * What the console's server takes and returns below /api/. Types only: the page in
 * console/ imports them too. JSON, camel case but for payments, whose attributes are
 * DynamoDB's; times in ISO 8601 (UTC), durations in milliseconds, sizes in bytes.
 */

import type { StatusJson } from '../doctor/status.ts';
import type { Faults } from '../guarantees/faults.ts';
import type { DifferenceKind } from '../guarantees/reconcile/difference.ts';
import type { Receipt } from '../receipt/receipt.ts';

export type {
  Attempt,
  RequestDetail,
  RequestList,
  RequestSummary,
  Span,
} from '../pipeline/requests/record.ts';
export type { Faults, Receipt, StatusJson };

/**
 * The body of every response from 400: what failed, why, and what to do next, with
 * the commands between backticks.
 */
export interface Problem {
  /**
   * `no-emulator` and `no-stack` (503) end when `make local-up` has run; `busy` (409)
   * when another command has; `no-session` (401) with the link of `make console`.
   */
  code:
    | 'no-emulator'
    | 'no-stack'
    | 'no-session'
    | 'busy'
    | 'bad-request'
    | 'not-found'
    | 'failed';
  what: string;
  why: string | null;
  next: string | null;
}

/** `GET /api/status`: what `make status` shows; it works without an emulator, too. */
export interface Status {
  status: StatusJson;
  /** The project's folder, for `vscode://file/…` links to its sources. */
  checkout: string;
  /** Options that every copied command needs, such as `ENV=dev`; empty for the default. */
  makeOptions: string;
  /** Names for copied AWS CLI commands; null before the stack was applied. */
  outputs: Record<string, string> | null;
}

/**
 * `GET /api/payments?limit=20000`: table, journal and dead-letter queue, joined.
 * Newest first. The limit applies to the payments that are `stored`, and again to
 * those that are not: few of these are left out, and `differences` counts them.
 */
export interface Payments {
  payments: PaymentRow[];
  /** Of all payments in the table, not only those listed. */
  stored: number;
  journalled: number;
  deadLetters: DeadLetter[];
  /** Decimal text by ISO 4217 code. */
  sums: { currency: string; count: number; amount: string }[];
  differences: Record<DifferenceKind, number>;
  /** Journal objects that could not be read, and items that are not payments. */
  unreadable: string[];
  comparedAt: string;
}

export interface PaymentRow {
  payment_id: string;
  created_at: string;
  amount: string | null;
  currency: string | null;
  merchant_id: string | null;
  status: string | null;
  source: string | null;
  mark: 'stored' | DifferenceKind;
  /** What differs, for `mismatched` and `contradicted`. */
  attributes: string[];
  journalKey: string | null;
  /** The request that wrote the journal object. */
  requestId: string | null;
}

/** One message of the dead-letter queue. */
export interface DeadLetter {
  messageId: string;
  sentAt: string | null;
  requestId: string | null;
  payload: string;
  error: string | null;
  journalKey: string | null;
}

/** `POST /api/invoke` with `{"payload": <any JSON>}`. A function error is a result, too. */
export interface Invocation {
  /** Null if the response names none. */
  requestId: string | null;
  durationMs: number;
  functionError: string | null;
  /** JSON text, as the function returned it. */
  response: string;
}

/** `POST /api/load` with `{"count": 1000, "concurrency": 4}`; responds when it has ended. */
export interface LoadResult {
  report: string;
  complete: boolean;
}

/** `POST /api/fix`: replays the journal objects whose payments are missing. */
export interface FixResult {
  replayed: number;
  failures: string[];
}

/** `POST /api/replay` with `{"journalKey": "journal/….ndjson.gz"}` returns an Invocation. */

/** `POST /api/redrive` sends every dead letter again. */
export interface RedriveResult {
  redriven: number;
  failures: string[];
  inFlight: number;
}

/** `GET` and `DELETE /api/faults`; `PUT` takes a FaultRequest. All return FaultState. */
export interface FaultState {
  faults: Faults;
  kinds: readonly string[];
}

export interface FaultRequest {
  /** Above 0, up to 1. */
  rate: number;
  seed?: string;
  kinds?: string[];
}

/**
 * `GET /api/log?level=warn&request=<id>&limit=500`, newest last. `GET /api/log/stream`
 * takes the same, and sends each further LogLine as a server-sent event.
 */
export interface Log {
  lines: LogLine[];
}

export interface LogLine {
  time: string;
  level: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | null;
  requestId: string | null;
  message: string;
  /** The parsed JSON line; null for a line that is not JSON. */
  fields: Record<string, unknown> | null;
}

/** `GET /api/snapshots`; `POST` with `{"name": "before-load"}` saves one. */
export interface Snapshots {
  snapshots: {
    name: string;
    savedAt: string | null;
    bytes: number;
    payments: number | null;
    /** It cannot be restored. */
    damaged: boolean;
    /** The sandbox's own, which only `make local-up` restores. */
    reserved: boolean;
  }[];
}

/** `POST /api/snapshots/<name>/restore` and `DELETE /api/snapshots/<name>` return Snapshots. */

/** `GET /api/promotion`: the last receipt, and what a promotion would still need. */
export interface Promotion {
  /** The newest one, whatever it is for. */
  receipt: Receipt | null;
  /** Whether it is for the files as they are now. */
  matches: boolean;
  needs: { what: string; command: string }[];
}

/** `GET /api/permissions`: those of the role, as the last e2e run used them; null before one. */
export interface Permissions {
  used: { action: string; resource: string; calls: number }[];
  unused: { action: string; resource: string; calls: number }[];
  denied: {
    operation: string;
    action: string | null;
    resource: string | null;
    count: number;
  }[];
}

/** `GET /api/alarms` */
export interface Alarms {
  alarms: {
    name: string;
    state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
    reason: string;
    updatedAt: string | null;
  }[];
}

/**
 * `GET /api/schema`: JSON Schema of the function's request, and presets.
 *
 * `GET /api/requests?status=&limit=&after=`, `GET /api/requests/<id>?format=otlp`,
 * `GET /api/requests/stream` and `DELETE /api/requests` are the emulator's own routes,
 * as docs/traces.md describes them.
 */
export interface RequestForm {
  schema: unknown;
  presets: { name: string; payload: unknown }[];
}
