import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRepository } from '../../../../scripts/system/paths.ts';
import { invokeCommands } from './invoke-commands.ts';

describe('the commands for a payload', () => {
  const endpoint = 'http://127.0.0.1:4566';
  const folder = mkdtempSync(path.join(tmpdir(), 'commands-'));

  beforeAll(() => {
    for (const program of ['make', 'aws']) {
      writeFileSync(
        path.join(folder, program),
        `#!/bin/sh\nprintf '%s\\0' "$@"\n`,
        { mode: 0o755 },
      );
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What a program gets when a command is pasted into a shell. */
  const paste = (shell: string, command: string) =>
    execFileSync(shell, ['-c', command], {
      cwd: inRepository(),
      env: {
        PATH: `${folder}:${process.env.PATH}`,
        HOME: folder,
        AWS_ENDPOINT_URL: endpoint,
      },
      encoding: 'utf8',
    })
      .split('\0')
      .slice(0, -1);

  const texts = [
    '{"count":3,"seed":"demo"}',
    '{"seed":"it\'s \\"quoted\\""}',
    '{"seed":"cost$100 $(touch canary) `id`"}',
    '{\n  "count": 3\n}\n',
    '{"seed":"back\\\\slash ! # ~ * ?"}',
    "'",
    '$HOME',
    '{"seed":"größe 💶"}',
    '3',
    '-n',
  ];

  it.each(texts)('pass %j on as it is', (text) => {
    const { make, aws = '' } = invokeCommands(text, 'payment-generator');
    for (const shell of ['sh', 'bash']) {
      expect(paste(shell, make)).toEqual(['invoke', `PAYLOAD=${text}`]);
      expect(paste(shell, aws)).toEqual([
        '--endpoint-url',
        endpoint,
        'lambda',
        'invoke',
        '--function-name',
        'payment-generator',
        '--cli-binary-format',
        'raw-in-base64-out',
        '--payload',
        text,
        '/dev/stdout',
      ]);
    }
  });

  it('pass any text on', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
        (text) => {
          const { make } = invokeCommands(JSON.stringify({ seed: text }), 'f');

          expect(paste('sh', make)).toEqual([
            'invoke',
            `PAYLOAD=${JSON.stringify({ seed: text })}`,
          ]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('have no aws command before the stack was applied', () => {
    expect(invokeCommands('{}', undefined).aws).toBeUndefined();
  });
});
