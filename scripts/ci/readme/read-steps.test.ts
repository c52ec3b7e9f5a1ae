import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inRepository } from '../../system/paths.ts';
import { readSteps } from './read-steps.ts';

function document(...lines: string[]): string {
  return lines.join('\n');
}

describe('readSteps', () => {
  it('returns the commands of sh blocks with their lines', () => {
    const text = document(
      '# Title',
      '',
      '```sh',
      'first',
      '',
      'second \\',
      '  --continued',
      'third',
      '```',
    );

    expect(readSteps(text)).toEqual([
      { line: 4, command: 'first' },
      { line: 6, command: 'second \\\n  --continued' },
      { line: 8, command: 'third' },
    ]);
  });

  it('gives the last command the output that follows it, once', () => {
    const text = document(
      '```sh',
      'silent',
      'loud',
      '```',
      '',
      'It prints:',
      '',
      '    ✔ one',
      '    …',
      '',
      'and leaves this file:',
      '',
      '    unrelated',
    );

    expect(readSteps(text)).toEqual([
      { line: 2, command: 'silent' },
      { line: 3, command: 'loud', output: ['✔ one', '…'] },
    ]);
  });

  it('takes no block behind the next heading for output', () => {
    const text = document(
      '```sh',
      'one',
      '```',
      '## Layout',
      '',
      '    folder/',
    );

    expect(readSteps(text)).toEqual([{ line: 2, command: 'one' }]);
  });

  it('passes over blocks in other languages', () => {
    expect(readSteps(document('```mermaid', 'flowchart', '```'))).toEqual([]);
  });

  it('returns every make command of a table of commands', () => {
    const text = document(
      '',
      '| command | what it does |',
      '|---|---|',
      '| `make one` `make one X=1` | `LIMIT=1` limits it |',
      '| `make two` | until `make three` |',
      '',
      '| message | what to do |',
      '|---|---|',
      '| `oops` | `make four` |',
    );

    expect(readSteps(text)).toEqual([
      { line: 4, command: 'make one' },
      { line: 4, command: 'make one X=1' },
      { line: 5, command: 'make two' },
      { line: 5, command: 'make three' },
    ]);
  });

  it('finds each command of the README on the line that it names', () => {
    const readme = readFileSync(inRepository('README.md'), 'utf8');
    const lines = readme.split('\n');

    for (const { line, command } of readSteps(readme)) {
      expect(lines[line - 1]).toContain(command.split('\n')[0]);
    }
  });
});
