import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inRepository } from '../system/paths.ts';
import { prebuildCommands } from './prebuild-commands.ts';

let folder: string;

const write = (name: string, content: string) => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), content);
};

const main = `
  const [name] = process.argv.slice(2);
  const place = import.meta.filename.includes('.local') ? 'prebuilt' : 'source';
  const { default: run } = await import(\`./commands/\${name}.ts\`);
  console.log(place, run());
`;

/** A checkout with the launcher and one command. */
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'prebuilt-'));
  for (const name of ['scripts/main.mjs', 'scripts/system/prebuilt.mjs']) {
    cpSync(inRepository(name), path.join(folder, name));
  }
  symlinkSync(inRepository('node_modules'), path.join(folder, 'node_modules'));
  mkdirSync(path.join(folder, '.local'), { mode: 0o700 });
  mkdirSync(path.join(folder, 'bench'));
  write('package.json', '{"type":"module"}');
  write('package-lock.json', '{}');
  write('scripts/main.ts', main);
  write(
    'scripts/commands/greet.ts',
    "import { word } from '../../journal/word.ts';\nexport default () => word;\n",
  );
  write('journal/word.ts', "export const word: string = 'hello';\n");
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const greet = () =>
  execFileSync(process.execPath, ['scripts/main.mjs', 'greet'], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();

describe('a command', () => {
  it('runs from its source until it is prebuilt', async () => {
    expect(greet()).toBe('source hello');

    await prebuildCommands(folder);

    expect(greet()).toBe('prebuilt hello');
  });

  it.each([
    ['scripts/commands/greet.ts', "export default () => 'good day';\n"],
    ['journal/word.ts', "export const word = 'good day';\n"],
  ])(
    'that was prebuilt does what %s says after an edit',
    async (file, text) => {
      await prebuildCommands(folder);

      write(file, text);

      expect(greet()).toBe('source good day');
    },
  );

  it('runs from its source after a change of the packages', async () => {
    await prebuildCommands(folder);

    write('package-lock.json', '{"version":2}');

    expect(greet()).toBe('source hello');
  });

  it('that was prebuilt names its source in a stack trace', async () => {
    write(
      'scripts/commands/greet.ts',
      "type Unused = string;\nexport default (): Unused => {\n  throw new Error('no');\n};\n",
    );
    await prebuildCommands(folder);

    expect(greet).toThrow(
      `${path.join(folder, 'scripts/commands/greet.ts')}:3:9`,
    );
  });

  it('runs from its source where another user could have built it', async () => {
    await prebuildCommands(folder);

    chmodSync(path.join(folder, '.local'), 0o770);

    expect(greet()).toBe('source hello');
  });
});

describe('a package of the SDK', () => {
  it('is the same to a prebuilt command as to Node', async () => {
    write(
      'scripts/commands/greet.ts',
      `
        import { createRequire } from 'node:module';
        import { SQSClient } from '@aws-sdk/client-sqs';
        const required = createRequire(import.meta.url)('@aws-sdk/client-sqs');
        const imported = await import('@aws-sdk/client-sqs');
        export default () =>
          [required, imported].map((sdk) => sdk.SQSClient === SQSClient);
      `,
    );

    await prebuildCommands(folder);

    expect(greet()).toBe('prebuilt [ true, true ]');
  });
});

describe('a command that does not compile', () => {
  it('is reported, and keeps no other from running', async () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    write('scripts/commands/broken.ts', 'const = 1;\n');

    await prebuildCommands(folder);

    expect(stderr.mock.calls.join()).toContain('scripts/commands/broken.ts:1:');
    expect(greet()).toBe('source hello');
  });
});
