import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type LambdaClient,
  UpdateFunctionCodeCommand,
  waitUntilFunctionUpdated,
} from '@aws-sdk/client-lambda';
import { inRepository } from '../system/paths.ts';
import { buildBundle } from './bundle.ts';

/** Deploys a copy of the function after `change`, to measure what a part contributes. */
export async function deployVariant(
  client: LambdaClient,
  functionName: string,
  change: (folder: string) => void,
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'variant-'));
  try {
    for (const name of [
      'bench',
      'journal',
      'lambda',
      'package.json',
      'tsconfig.json',
    ]) {
      cpSync(inRepository(name), path.join(folder, name), { recursive: true });
    }
    symlinkSync(
      inRepository('node_modules'),
      path.join(folder, 'node_modules'),
    );
    change(folder);
    await deploy(client, functionName, (await buildBundle(folder)).path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Deploys the function as it is in this checkout. */
export async function deployFunction(
  client: LambdaClient,
  functionName: string,
): Promise<void> {
  await deploy(client, functionName, (await buildBundle()).path);
}

async function deploy(
  client: LambdaClient,
  FunctionName: string,
  zip: string,
): Promise<void> {
  await client.send(
    new UpdateFunctionCodeCommand({ FunctionName, ZipFile: readFileSync(zip) }),
  );
  await waitUntilFunctionUpdated({ client, maxWaitTime: 30 }, { FunctionName });
}
