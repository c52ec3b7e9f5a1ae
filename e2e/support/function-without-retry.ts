import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deployVariant } from '../../scripts/build/variant.ts';
import type { LiveStack } from './restored-sandbox.ts';

const retry = 'return { unprocessed: UnprocessedItems[name] ?? [] };';
const noRetry = 'void UnprocessedItems; return { unprocessed: [] };';

/** Deploys a copy of the function that forgets unprocessed items. */
export async function deployWithoutRetry({
  clients,
  outputs,
}: LiveStack): Promise<void> {
  await deployVariant(
    clients.lambda,
    outputs.lambda_function_name,
    (folder) => {
      const file = path.join(folder, 'lambda/src/table/payment-table.ts');
      const source = readFileSync(file, 'utf8');
      if (!source.includes(retry)) {
        throw new Error(`Expected \`${retry}\` in payment-table.ts.`);
      }
      writeFileSync(file, source.replace(retry, noRetry));
    },
  );
}
