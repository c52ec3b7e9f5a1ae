import { rmSync } from 'node:fs';
import type { Engine } from '../../scripts/emulator/engine.ts';
import { createHostEngine } from '../../scripts/emulator/host/engine.ts';
import { findFreePort } from '../../scripts/system/ports.ts';
import { waitUntil } from '../../scripts/system/wait-until.ts';
import { makeTestFolder } from '../support/test-folder.ts';

/** A second LocalStack, which stands in for AWS with another account id. */
export interface StandIn {
  endpoint: string;
  secretAccessKey: string;
  stop(): Promise<void>;
}

export async function startStandIn(): Promise<StandIn> {
  const secretAccessKey = 'stand-in-secret-access-key';
  const folder = makeTestFolder();
  const engine = createHostEngine(folder, {
    SANDBOX_SECRET_ACCESS_KEY: secretAccessKey,
    // Otherwise queue URLs name the emulator, which a plan for AWS must not do.
    LOCALSTACK_HOST: 'aws.example',
    // Snapshots are of the sandbox alone.
    SANDBOX_SNAPSHOTS: '',
  });
  const stop = async () => {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const endpoint = await startHealthy(engine);
    return { endpoint, secretAccessKey, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startHealthy(engine: Engine): Promise<string> {
  const port = await findFreePort();
  await engine.start({
    port,
    lambdaRuntime: 'process',
    autosaveSeconds: 0,
    recordsRequests: true,
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await waitUntil(
    async () => {
      const response = await fetch(`${endpoint}/_localstack/health`).catch(
        () => undefined,
      );
      return response?.ok ? true : undefined;
    },
    { what: 'A healthy stand-in', intervalMs: 100, timeoutMs: 300_000 },
  );
  return endpoint;
}
