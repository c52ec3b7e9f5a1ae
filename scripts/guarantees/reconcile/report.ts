import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { printable } from '../../output/printable.ts';
import { formatTable } from '../../output/table.ts';
import { inLocal, inRepository } from '../../system/paths.ts';
import { privateFolder } from '../../system/private-folder.ts';
import { type Difference, differenceKinds } from './difference.ts';
import type { UnreadableObject } from './journal-cache.ts';

/** The maximum printed per kind; the file has all of them. */
const printedExamples = 20;

const file = inLocal('reconcile', 'differences.ndjson');

/** A comparison's result: counts and a few examples; a file has every difference. */
export class ReconcileReport {
  journalled = 0;
  stored = 0;
  readonly unreadable: UnreadableObject[] = [];
  /** Journal objects with payments missing from the table. */
  readonly incompleteKeys = new Set<string>();
  readonly #examples: Difference[] = [];
  readonly #counts = new Map<string, number>();
  readonly #descriptor: number;

  constructor() {
    mkdirSync(path.dirname(file), privateFolder);
    this.#descriptor = openSync(file, 'w');
  }

  add(difference: Difference): void {
    const { kind, journal_key } = difference;
    const count = this.count(kind) + 1;
    this.#counts.set(kind, count);
    writeSync(this.#descriptor, `${JSON.stringify(difference)}\n`);
    if (count <= printedExamples) {
      this.#examples.push(difference);
    }
    if (kind === 'missing' && journal_key) {
      this.incompleteKeys.add(journal_key);
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  count(kind: Difference['kind']): number {
    return this.#counts.get(kind) ?? 0;
  }

  /** Whether the table holds exactly the journal's payments. */
  get isClean(): boolean {
    return this.#counts.size === 0 && this.unreadable.length === 0;
  }

  describe(): string {
    const counts = [
      ['in the journal', String(this.journalled)],
      ['in the table', String(this.stored)],
      ...differenceKinds.map((kind) => [kind, String(this.count(kind))]),
      ['unreadable journal objects', String(this.unreadable.length)],
    ];
    const parts = [formatTable(['payments', 'count'], counts, ['count'])];
    if (this.#examples.length > 0) {
      const rows = this.#examples.map((each) => [
        each.kind,
        each.payment_id,
        each.created_at,
        (each.attributes ?? []).join(', '),
        [each.journal_key, each.other_journal_key].filter(Boolean).join(', '),
      ]);
      parts.push(
        formatTable(
          ['kind', 'payment_id', 'created_at', 'attributes', 'journal'],
          rows,
        ),
        `All differences are in ${path.relative(inRepository(), file)}.`,
      );
    }
    parts.push(
      ...this.unreadable.map(({ objectKey, line, reason }) =>
        printable(`${objectKey} line ${line}: ${reason}`),
      ),
    );
    return parts.join('\n\n');
  }
}
