import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inRepository } from '../../system/paths.ts';
import { localStackSettings } from '../localstack-settings.ts';

const file = parse(readFileSync(inRepository('docker-compose.yml'), 'utf8'));
const service = file.services.localstack;

describe('docker-compose.yml', () => {
  it('gives LocalStack the same settings as the host engine', () => {
    const environment = { ...service.environment };
    const ofTheContainerOnly = [
      'GATEWAY_LISTEN',
      'LOCALSTACK_HOST',
      'PYTHONPATH',
      'NO_PROXY',
      'no_proxy',
      'LOCALSTACK_AUTH_TOKEN',
      'SANDBOX_SECRET_ACCESS_KEY',
      'SANDBOX_SNAPSHOTS',
      'SANDBOX_SNAPSHOT_KEY',
      'SANDBOX_AUTOSAVE',
      'SANDBOX_TRACE',
    ];
    for (const name of ofTheContainerOnly) {
      delete environment[name];
    }

    expect(environment).toEqual(localStackSettings);
  });

  it('publishes one port, on loopback only', () => {
    expect(service.ports).toEqual([
      expect.stringMatching(/^127\.0\.0\.1:[^:]*PORT[^:]*:-4566}:4566$/),
    ]);
  });

  it('mounts the extension read-only, the snapshots and nothing else', () => {
    const binds = service.volumes.filter(
      ({ type }: { type: string }) => type !== 'tmpfs',
    );

    expect(binds).toEqual([
      expect.objectContaining({
        source: './localstack/extension',
        read_only: true,
      }),
      // The named volume is for a manual start.
      expect.stringMatching(
        /^\$\{SNAPSHOTS:-snapshots\}:\/var\/lib\/payments-sandbox$/,
      ),
    ]);
    expect(file.volumes).toEqual({ snapshots: null });
    expect(service).not.toHaveProperty('privileged');
    expect(service).not.toHaveProperty('network_mode');
  });

  it.each(['SANDBOX_SECRET_ACCESS_KEY', 'SANDBOX_SNAPSHOT_KEY'])(
    'holds no secret, and passes on a %s that is set',
    (name) => {
      expect(service.environment[name]).toBe(`\${${name}:-}`);
    },
  );

  it('holds no token, only the wish to pass one on', () => {
    expect(service.environment.LOCALSTACK_AUTH_TOKEN).toBeNull();
  });
});
