import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Command } from '../cli/command.ts';
import { settingOptions } from '../cli/settings.ts';
import { standInVariable } from '../promotion/account/stand-in.ts';
import { inRepository } from '../system/paths.ts';

const read = (file: string) => readFileSync(inRepository(file), 'utf8');

/** The names in `COUNT=3 PAYLOAD='…'`. */
const namesIn = (text: string) =>
  [...text.matchAll(/\b([A-Z][A-Z_]*)=/g)].map(([, name = '']) => name);

const help = new Map(
  [...read('Makefile').matchAll(/^([a-z0-9-]+):.*## (.*)$/gm)].map(
    ([, target = '', text = '']) => [target, text],
  ),
);

const commands = await Promise.all(
  globSync('*.ts', { cwd: inRepository('scripts', 'commands') })
    .map((file) => path.basename(file, '.ts'))
    .map(async (name): Promise<[string, string[]]> => {
      const { default: command } = (await import(`../commands/${name}.ts`)) as {
        default: Command;
      };
      return [name, Object.keys(command.options)];
    }),
);

/** Set by tests only. */
const undocumented = [standInVariable];

describe('make help', () => {
  it('has a line for each command, and no other', () => {
    const names = [...help.keys()].filter((target) => target !== 'help');

    expect(names.sort()).toEqual(commands.map(([name]) => name).sort());
  });

  it.each(commands)('shows every option of %s', (name, options) => {
    const shown = namesIn(help.get(name) ?? '');

    expect(shown).toEqual(
      expect.arrayContaining(
        options.filter((option) => !undocumented.includes(option)),
      ),
    );
  });

  it.each(commands)(
    'shows no option that %s does not have',
    (name, options) => {
      const known = [...options, ...Object.keys(settingOptions)];

      expect(
        namesIn(help.get(name) ?? '').filter(
          (option) => !known.includes(option),
        ),
      ).toEqual([]);
    },
  );
});

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...globSync('docs/*.md', { cwd: inRepository() }),
];

/** Each `make <target> NAME=…` in a text. In a table row, bare options belong to the first target. */
function usesIn(text: string): [target: string, names: string[]][] {
  const uses = [
    ...text.matchAll(/\bmake (?:-s )?([a-z][a-z0-9-]*)([^`|\n]*)/g),
  ];
  const rows = [
    ...text.matchAll(/^\| `make ([a-z][a-z0-9-]*)[^|]*\|(.*)\|$/gm),
  ];
  return [
    ...uses.map(([, target = '', rest = '']): [string, string[]] => [
      target,
      namesIn(rest),
    ]),
    ...rows.map(([, target = '', row = '']): [string, string[]] => [
      target,
      namesIn(row.replace(/`make [^`]*`/g, '')),
    ]),
  ];
}

describe('the documents', () => {
  const known = new Map(commands);

  it.each(documents)(
    'use no option that a command does not have: %s',
    (file) => {
      const unknown = usesIn(read(file)).flatMap(([target, names]) =>
        names
          .filter((name) => !known.get(target)?.includes(name))
          .filter((name) => !Object.hasOwn(settingOptions, name))
          .map((name) => `make ${target} ${name}=`),
      );

      expect(unknown).toEqual([]);
    },
  );

  it('would fail for an option in a row, or behind a command', () => {
    expect(
      usesIn('| `make logs` | the log; `FOLOW=1` follows |'),
    ).toContainEqual(['logs', ['FOLOW']]);
    expect(usesIn('`make payments LIMTI=2`')).toEqual([
      ['payments', ['LIMTI']],
    ]);
  });
});
