import { createHostEngine } from '../../scripts/emulator/host/engine.ts';
import { inLocal } from '../../scripts/system/paths.ts';
import { waitUntil } from '../../scripts/system/wait-until.ts';
import { findFreePort } from '../support/free-port.ts';

/** A second LocalStack, which stands in for AWS with another account id. */
export interface StandIn {
  endpoint: string;
  secretAccessKey: string;
  stop(): Promise<void>;
}

export async function startStandIn(): Promise<StandIn> {
  const secretAccessKey = 'stand-in-secret-access-key';
  const engine = createHostEngine(inLocal('stand-in'), {
    SANDBOX_SECRET_ACCESS_KEY: secretAccessKey,
    // Otherwise queue URLs name the emulator, which a plan for AWS must not do.
    LOCALSTACK_HOST: 'aws.example',
    // Snapshots are of the sandbox alone.
    SANDBOX_SNAPSHOTS: '',
  });
  await engine.stop();
  const port = await findFreePort();
  await engine.start({
    port,
    lambdaRuntime: 'process',
    autosaveSeconds: 0,
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await waitUntil(
    async () => {
      const response = await fetch(`${endpoint}/_localstack/health`).catch(
        () => undefined,
      );
      return response?.ok ? true : undefined;
    },
    { what: 'A healthy stand-in', intervalMs: 100, timeoutMs: 60_000 },
  );
  return { endpoint, secretAccessKey, stop: () => engine.stop() };
}
