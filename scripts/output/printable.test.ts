import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { formatPayments } from '../pipeline/payments.ts';
import type { StoredPayment } from '../pipeline/stored-payment.ts';
import { inRepository } from '../system/paths.ts';
import { describeError, SandboxError } from './errors.ts';
import { done, failed, note, print, warn } from './log.ts';
import { printable, printableLines } from './printable.ts';
import { formatTable } from './table.ts';

/** Any text that a name or a value may hold, biased towards control characters. */
const outside = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        ...['\x1b[31m', '\x1b]0;title\x07', '\x9b2J', '\x7f', '\t', '\r', '\n'],
        ...['\u202e', '\u2066', '\u200b', '\u2028', '\ud800', '\u{e0041}'],
      ),
    ),
  )
  .map((parts) => parts.join(''));

// Independent of the expression under test: what must never reach a terminal.
const harmful =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are the point
  /[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e007f}]|\p{Cs}/u;

function written(work: () => void): string {
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  work();
  const text = [...stdout.mock.calls, ...stderr.mock.calls].flat().join('');
  stdout.mockRestore();
  stderr.mockRestore();
  return text;
}

describe('printable', () => {
  it.each([
    ['\x1b[31mred', '\\x1b[31mred'],
    ['a\tb\nc\rd', 'a\\tb\\nc\\rd'],
    ['\u202eabc', '\\u202eabc'],
    ['\x9b2J\x7f', '\\u009b2J\\u007f'],
    ['\u{e0041}', '\\udb40\\udc41'],
    ['\ud800', '\\ud800'],
    ['Zürich 東京 🛒 `"\\', 'Zürich 東京 🛒 `"\\'],
  ])('shows %j as %s', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('leaves no line break in a text', () => {
    fc.assert(
      fc.property(outside, (text) => {
        expect(printable(text)).not.toMatch(harmful);
        expect(printable(text)).not.toContain('\n');
      }),
    );
  });

  it('leaves a line of JSON as JSON with the same value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), outside, (name, value) => {
        const fields = { [`_${name}`]: value };
        const shown = printable(JSON.stringify(fields));

        expect(shown).not.toMatch(harmful);
        expect(JSON.parse(shown)).toEqual(fields);
      }),
    );
  });
});

describe('what a command prints', () => {
  it('prints one line for each row, whatever a cell holds', () => {
    fc.assert(
      fc.property(fc.array(fc.array(outside)), outside, (rows, title) => {
        const table = formatTable(['id', title], rows);

        expect(table).not.toMatch(harmful);
        expect(table.split('\n')).toHaveLength(rows.length + 2);
      }),
    );
  });

  it('prints one line for each payment, whatever it holds', () => {
    const payment = fc.record<StoredPayment>({
      payment_id: outside,
      created_at: outside,
      amount: outside,
      currency: outside,
      merchant_id: outside,
      status: outside,
      source: outside,
    });
    fc.assert(
      fc.property(fc.array(payment), (payments) => {
        const text = formatPayments(payments);

        expect(text).not.toMatch(harmful);
        expect(text.split('\n')).toHaveLength(payments.length + 2);
      }),
    );
  });

  it.each([
    ['print', print],
    ['done', done],
    ['failed', failed],
    ['warn', warn],
    ['note', note],
  ])('is escaped by %s', (_, show) => {
    fc.assert(
      fc.property(outside, (text) => {
        expect(written(() => show(text))).not.toMatch(harmful);
      }),
    );
  });

  it('keeps the line breaks of an error, and escapes its other control characters', () => {
    fc.assert(
      fc.property(outside, outside, (what, why) => {
        const text = describeError(new SandboxError(what, { why, next: why }));

        expect(written(() => failed(text))).not.toMatch(harmful);
      }),
    );
    expect(printableLines('one\ntwo\x1b[2J')).toBe('one\ntwo\\x1b[2J');
  });

  it('goes through `log.ts`, unless it is no untrusted text', () => {
    const writers = globSync('scripts/**/*.ts', {
      cwd: inRepository(),
      exclude: ['**/*.test.ts', 'scripts/ci/**'],
    }).filter((file) =>
      /(process\.(stdout|stderr)\.write|console\.\w+)\(/.test(
        readFileSync(inRepository(file), 'utf8'),
      ),
    );

    expect(writers.sort()).toEqual(
      [
        'scripts/commands/env.ts', // for `eval`: quoted, and verbatim
        'scripts/output/findings.ts', // marks in colour before escaped text
        'scripts/emulator/docker/pull-image.ts', // the bar of `docker pull`
        'scripts/output/log.ts',
        'scripts/commands/offline-install.ts',
        'scripts/commands/offline-pack.ts',
        'scripts/commands/plan.ts', // Terraform's colours; it escapes values itself
        'scripts/commands/test.ts', // the number of tests
        'scripts/testing/watch-tests.ts', // what Vitest prints, with its colours
        'scripts/toolchain/fetch-file.ts', // its parent escapes it
      ].sort(),
    );
  });
});
