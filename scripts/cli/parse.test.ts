import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  flag,
  integer,
  listOf,
  type Options,
  pastTime,
  pattern,
} from './options.ts';
import { parseInput } from './parse.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'parse-'));
const dotEnv = path.join(folder, '.env');

afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => rmSync(dotEnv, { force: true }));

const inDotEnv = (text: string) => writeFileSync(dotEnv, text);

const parse = (
  variables: NodeJS.Dict<string>,
  { options = {}, typed = [] }: { options?: Options; typed?: string[] } = {},
) =>
  parseInput(options, { command: 'make payments', variables, typed, dotEnv });

describe('the settings', () => {
  it('have a default each', () => {
    expect(parse({}).settings).toEqual({
      engine: 'auto',
      port: undefined,
      envName: 'local',
      lambdaRuntime: 'process',
      autosaveSeconds: 60,
      recordsRequests: true,
    });
  });

  it('come from .env, and from the environment before it', () => {
    inDotEnv('# ours\nENGINE=docker\nPORT="4576"\nENV=two\n');

    expect(parse({ ENGINE: 'host', ENV: '' }).settings).toMatchObject({
      engine: 'host',
      port: 4576,
      envName: 'two',
    });
  });

  it.each(['80', '1023', '65536', '4566.5', '-4566', 'http', '4e3'])(
    'refuse the port %s',
    (PORT) => {
      expect(() => parse({ PORT })).toThrow(
        expect.objectContaining({
          why: `Expected \`PORT\` to be a port number from 1024 to 65535, got \`${PORT}\`.`,
        }),
      );
    },
  );

  it.each(['Local', 'a--b', '-a', 'a-', 'a_b', '../prod', 'x'.repeat(18)])(
    'refuse the environment %s',
    (ENV) => {
      expect(() => parse({ ENV })).toThrow(
        expect.objectContaining({
          why: expect.stringMatching(/^Expected `ENV` to be .*, got `/),
        }),
      );
    },
  );

  it('refuse a runtime for functions that does not exist', () => {
    expect(() => parse({ LAMBDA_RUNTIME: 'AWS' })).toThrow(
      expect.objectContaining({
        why: 'Expected `LAMBDA_RUNTIME` to be one of process, aws, got `AWS`.',
      }),
    );
  });

  it('leave what Compose reads in .env alone', () => {
    inDotEnv('LOCALSTACK_IMAGE=mirror.example/localstack:4.13.1\n');

    expect(parse({}).settings.engine).toBe('auto');
  });
});

describe('a line of .env that is not a setting', () => {
  it('is reported with its number, not skipped', () => {
    inDotEnv('# ours\n\nPORT 4576\nexport ENGINE=host\n');

    expect(() => parse({})).toThrow(
      expect.objectContaining({
        why: 'Line 3 of .env is not `NAME=value`.',
      }),
    );
  });
});

describe('parseInput', () => {
  it('reports every problem at once, and what the command takes', () => {
    inDotEnv('PROT=4576\nAWS_PROFILE=prod\n');
    const options = { LIMIT: integer({ min: 1, max: 9 }) };
    const variables = { ENGINE: 'podman', PORT: '0', LIMIT: 'x' };

    expect(() => parse(variables, { options, typed: ['LIMTI'] })).toThrow(
      expect.objectContaining({
        message: '`make payments` cannot run with these options.',
        why: [
          '`AWS_PROFILE` in .env is not a setting.',
          '`PROT` in .env is not a setting.',
          '`LIMTI` is not an option of `make payments`.',
          'Expected `ENGINE` to be one of auto, docker, host, got `podman`.',
          'Expected `PORT` to be a port number from 1024 to 65535, got `0`.',
          'Expected `LIMIT` to be an integer from 1 to 9, got `x`.',
        ].join('\n'),
        next: expect.stringContaining('`make payments` takes LIMIT, ENGINE,'),
      }),
    );
  });

  it('lets an option of the command take the place of a setting', () => {
    inDotEnv('ENGINE=both\n');
    const options = { ENGINE: z.enum(['auto', 'both']) };

    expect(parse({}, { options })).toMatchObject({
      options: { ENGINE: 'both' },
      settings: { engine: 'auto' },
    });
    expect(() => parse({})).toThrow('cannot run');
  });

  it('accepts variables of other programs on the command line', () => {
    const typed = ['DOCKER_HOST', 'HTTPS_PROXY', 'AWS_PROFILE', 'PORT'];

    expect(() => parse({}, { typed })).not.toThrow();
  });

  it.each(['constructor', '__proto__', 'toString'])(
    'refuses %s like any other unknown name',
    (name) => {
      expect(() => parse({}, { typed: [name] })).toThrow(
        expect.objectContaining({
          why: `\`${name}\` is not an option of \`make payments\`.`,
        }),
      );
    },
  );
});

describe('pattern', () => {
  it('says what is missing', () => {
    const options = { NAME: pattern(/^[a-z]+$/, 'a name') };

    expect(() =>
      parseInput(options, { command: 'make x', variables: {}, typed: [] }),
    ).toThrow(
      expect.objectContaining({
        why: 'Expected `NAME` to be a name, got nothing.',
      }),
    );
  });
});

describe('flag', () => {
  it.each([
    [{}, false],
    [{ FIX: '' }, false],
    [{ FIX: '0' }, false],
    [{ FIX: '1' }, true],
  ])('reads %j', (variables, FIX) => {
    expect(parse(variables, { options: { FIX: flag() } }).options).toEqual({
      FIX,
    });
  });

  it.each(['yes', 'false', ' ', '01'])('refuses FIX=%s', (FIX) => {
    expect(() => parse({ FIX }, { options: { FIX: flag() } })).toThrow(
      expect.objectContaining({
        why: `Expected \`FIX\` to be 0 or 1, got \`${FIX}\`.`,
      }),
    );
  });
});

describe('listOf', () => {
  const options = { KINDS: listOf(['throttle', 'drop']) };

  it('splits at commas', () => {
    const KINDS = 'drop,throttle';

    expect(parse({ KINDS }, { options }).options).toEqual({
      KINDS: ['drop', 'throttle'],
    });
  });

  it.each(['drop,earthquake', 'constructor', ',', 'drop,'])(
    'refuses %s',
    (KINDS) => {
      expect(() => parse({ KINDS }, { options })).toThrow(
        expect.objectContaining({
          why: `Expected \`KINDS\` to be a comma-separated list of throttle, drop, got \`${KINDS}\`.`,
        }),
      );
    },
  );
});

describe('pastTime', () => {
  const options = { SINCE: pastTime() };
  const read = (SINCE: string) => parse({ SINCE }, { options }).options.SINCE;

  it.each([
    ['30s', 30_000],
    ['10m', 600_000],
    ['2h', 7_200_000],
    ['7d', 604_800_000],
  ])('reads %s as so long before now', (text, milliseconds) => {
    expect(Number(read(text)) / 1000).toBeCloseTo(
      (Date.now() - milliseconds) / 1000,
      -1,
    );
  });

  it.each([
    ['2026-11-25T19:00:13.255Z', '2026-11-25T19:00:13.255Z'],
    ['2026-11-25T19:00:13', '2026-11-25T19:00:13.000Z'],
    ['2026-11-25T19:00', '2026-11-25T19:00:00.000Z'],
    ['2026-11-25T19:00:13+02:00', '2026-11-25T17:00:13.000Z'],
    ['2026-11-25', '2026-11-25T00:00:00.000Z'],
  ])('reads %s as UTC unless it says otherwise', (text, time) => {
    expect(read(text)).toBe(Date.parse(time));
  });

  it('is never before the epoch', () => {
    expect(read('999999999d')).toBe(0);
  });

  it.each(['10', '10 m', '-5m', '1.5h', 'yesterday', '2026-02-30', '5x'])(
    'refuses %s',
    (SINCE) => {
      expect(() => read(SINCE)).toThrow(
        expect.objectContaining({
          why: `Expected \`SINCE\` to be a duration such as 30s, 10m, 2h or 7d, or a time such as 2026-11-25T19:00:00Z, got \`${SINCE}\`.`,
        }),
      );
    },
  );
});
