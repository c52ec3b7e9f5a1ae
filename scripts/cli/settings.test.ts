import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'settings-'));
const dotEnv = path.join(folder, '.env');

afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => rmSync(dotEnv, { force: true }));

const inDotEnv = (text: string) => writeFileSync(dotEnv, text);

describe('readSettings', () => {
  it('has a default for everything', () => {
    expect(readSettings({}, dotEnv)).toEqual({
      engine: 'auto',
      port: undefined,
      environment: 'local',
    });
  });

  it('reads .env, and the environment before it', () => {
    inDotEnv('# ours\nENGINE=docker\nPORT="4576"\nENV=two\n');

    expect(readSettings({ ENGINE: 'host', ENV: '' }, dotEnv)).toEqual({
      engine: 'host',
      port: 4576,
      environment: 'two',
    });
  });

  it.each(['80', '1023', '65536', '4566.5', '-4566', 'http', '4e3'])(
    'refuses the port %s',
    (PORT) => {
      expect(() => readSettings({ PORT }, dotEnv)).toThrow(
        expect.objectContaining({
          why: `Expected \`PORT\` to be a port number from 1024 to 65535, got \`${PORT}\`.`,
        }),
      );
    },
  );

  it.each(['Local', 'a--b', '-a', 'a-', 'a_b', '../prod', 'x'.repeat(18)])(
    'refuses the environment %s',
    (ENV) => {
      expect(() => readSettings({ ENV }, dotEnv)).toThrow(
        expect.objectContaining({
          why: expect.stringMatching(/^Expected `ENV` to be .*, got `/),
        }),
      );
    },
  );

  it('reports every problem at once, and how to set them', () => {
    inDotEnv('PROT=4576\nAWS_PROFILE=prod\n');

    expect(() => readSettings({ ENGINE: 'podman', PORT: '0' }, dotEnv)).toThrow(
      expect.objectContaining({
        message: 'The settings cannot be used.',
        why: [
          '`AWS_PROFILE` in .env is not a setting.',
          '`PROT` in .env is not a setting.',
          'Expected `ENGINE` to be one of auto, docker and host, got `podman`.',
          'Expected `PORT` to be a port number from 1024 to 65535, got `0`.',
        ].join('\n'),
        next: expect.stringContaining('make local-up PORT=4576'),
      }),
    );
  });

  it('leaves what Compose reads in .env alone', () => {
    inDotEnv('LOCALSTACK_IMAGE=mirror.example/localstack:4.13.1\n');

    expect(readSettings({}, dotEnv).engine).toBe('auto');
  });
});
