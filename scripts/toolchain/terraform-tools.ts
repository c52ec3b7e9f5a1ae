import { inParallel } from '../system/in-parallel.ts';
import { assertPlainConfiguration } from '../terraform/plain-configuration.ts';
import { ensurePython } from './python.ts';
import { ensureTerraform, type TerraformBinary } from './terraform.ts';
import { writeTerraformCliConfig } from './terraform-provider.ts';

export interface TerraformTools {
  terraform: TerraformBinary;
  /** Path of the CLI configuration, in place of the user's. */
  cliConfig: string;
}

/**
 * Terraform, its provider's source and tflocal.
 *
 * @throws SandboxError if terraform/ could lead them astray.
 */
export async function ensureTerraformTools(): Promise<TerraformTools> {
  assertPlainConfiguration();
  const [terraform] = await inParallel(
    ensureTerraform(),
    ensurePython('tflocal'),
  );
  return { terraform, cliConfig: writeTerraformCliConfig() };
}
