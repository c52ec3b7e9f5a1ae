import { inParallel } from '../system/in-parallel.ts';

import { ensurePython } from './python.ts';
import { ensureTerraform, type TerraformBinary } from './terraform.ts';
import { writeTerraformCliConfig } from './terraform-provider.ts';

export interface TerraformTools {
  terraform: TerraformBinary;
  /** Path of the CLI configuration, in place of the user's. */
  cliConfig: string;
}

/** Terraform, its provider's source and tflocal. */
export async function ensureTerraformTools(): Promise<TerraformTools> {
  const [terraform] = await inParallel(
    ensureTerraform(),
    ensurePython('tflocal'),
  );
  return { terraform, cliConfig: writeTerraformCliConfig() };
}
