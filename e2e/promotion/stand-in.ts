import { execa } from 'execa';
import { createHostEngine } from '../../scripts/emulator/host/engine.ts';
import { localEnvironment } from '../../scripts/system/environment.ts';
import { inLocal } from '../../scripts/system/paths.ts';
import { isPortFree } from '../../scripts/system/ports.ts';
import { waitUntil } from '../../scripts/system/wait-until.ts';

/** A second LocalStack, which poses as AWS under another account. */
export interface StandIn {
  endpoint: string;
  secretAccessKey: string;
  stop(): Promise<void>;
}

export async function startStandIn(): Promise<StandIn> {
  const secretAccessKey = 'stand-in-secret-access-key';
  const engine = createHostEngine(inLocal('stand-in'), {
    SANDBOX_SECRET_ACCESS_KEY: secretAccessKey,
    // Queue URLs name no emulator, which a plan for AWS must not do either.
    LOCALSTACK_HOST: 'aws.example',
  });
  await engine.stop();
  await engine.prepare();
  const port = await findFreePort(4976);
  await engine.start({ port, lambdaRuntime: 'process' });
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

export async function findFreePort(first: number): Promise<number> {
  for (let port = first; ; port += 1) {
    if (await isPortFree(port)) {
      return port;
    }
  }
}

export interface Outcome {
  exitCode: number;
  output: string;
}

/** Runs a make target in a project as an operator of the stand-in would. */
export async function make(
  project: string,
  target: string,
  environment: Record<string, string>,
): Promise<Outcome> {
  const result = await execa('make', [target], {
    cwd: project,
    env: { ...localEnvironment(), ENV: 'dev', ...environment },
    extendEnv: false,
    all: true,
    reject: false,
    stdin: 'ignore',
  });
  return { exitCode: result.exitCode ?? -1, output: result.all ?? '' };
}
