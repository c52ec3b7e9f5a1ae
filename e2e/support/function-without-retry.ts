import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  UpdateFunctionCodeCommand,
  waitUntilFunctionUpdated,
} from '@aws-sdk/client-lambda';
import { buildBundle } from '../../scripts/lib/bundle.ts';
import { inRepository } from '../../scripts/lib/paths.ts';
import type { LiveStack } from './live-stack.ts';

const retry = 'return { unprocessed: UnprocessedItems[name] ?? [] };';

/** Builds a copy of the function whose retry is cut out, and deploys it. */
export async function deployWithoutRetry(live: LiveStack): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'without-retry-'));
  try {
    for (const name of ['lambda', 'package.json', 'tsconfig.json']) {
      cpSync(inRepository(name), path.join(folder, name), { recursive: true });
    }
    symlinkSync(
      inRepository('node_modules'),
      path.join(folder, 'node_modules'),
    );
    const file = path.join(folder, 'lambda', 'src', 'payment-table.ts');
    const source = readFileSync(file, 'utf8');
    if (!source.includes(retry)) {
      throw new Error(`Expected \`${retry}\` in payment-table.ts.`);
    }
    writeFileSync(
      file,
      source.replace(
        retry,
        'void UnprocessedItems; return { unprocessed: [] };',
      ),
    );
    await deploy(live, (await buildBundle(folder)).path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Deploys the function as it is. */
export async function restoreFunction(live: LiveStack): Promise<void> {
  await deploy(live, (await buildBundle(inRepository())).path);
}

async function deploy({ clients, outputs }: LiveStack, zip: string) {
  const FunctionName = outputs.lambda_function_name;
  await clients.lambda.send(
    new UpdateFunctionCodeCommand({ FunctionName, ZipFile: readFileSync(zip) }),
  );
  await waitUntilFunctionUpdated(
    { client: clients.lambda, maxWaitTime: 30 },
    { FunctionName },
  );
}
