import { inParallel } from '../system/in-parallel.ts';

import { ensurePython } from './python.ts';
import { ensureTerraform, type TerraformBinary } from './terraform.ts';
import { ensureProvider } from './terraform-provider.ts';

export interface TerraformTools {
  terraform: TerraformBinary;
  /** Path of the CLI configuration, in place of the user's. */
  cliConfig: string;
}

/** Terraform, its provider and tflocal. */
export async function ensureTerraformTools(): Promise<TerraformTools> {
  const [tools] = await inParallel(
    ensureTerraformAndProvider(),
    ensurePython('tflocal'),
  );
  return tools;
}

/** Without tflocal, which only the sandbox needs. */
export async function ensureTerraformAndProvider(): Promise<TerraformTools> {
  const terraform = await ensureTerraform();
  return { terraform, cliConfig: await ensureProvider(terraform.path) };
}
