import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { awsEnvironment } from '../../system/environment.ts';
import { target } from '../guards/test-support/judge.ts';
import { createAwsClients } from './clients.ts';

describe('createAwsClients', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'profile-'));
  });

  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it('connects to AWS, even if a profile names an emulator', async () => {
    const profile = path.join(folder, 'config');
    writeFileSync(profile, '[default]\nendpoint_url = http://127.0.0.1:9\n');
    const variables = {
      ...awsEnvironment(),
      AWS_CONFIG_FILE: profile,
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'none',
    };
    for (const [name, value] of Object.entries(variables)) {
      vi.stubEnv(name, value);
    }
    const { sts } = createAwsClients(target);
    // The request is never sent.
    const send = vi.fn().mockRejectedValue(new Error('not sent'));
    sts.middlewareStack.add(() => send, { step: 'finalizeRequest' });

    await expect(sts.send(new GetCallerIdentityCommand())).rejects.toThrow();

    expect(send.mock.calls[0]?.[0].request.hostname).toBe(
      'sts.eu-central-1.amazonaws.com',
    );
  });
});
