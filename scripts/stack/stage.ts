import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writeJson } from '../system/files.ts';
import { inLocal } from '../system/paths.ts';
import { privateFolder } from '../system/private-folder.ts';
import { stageConfiguration } from '../terraform/stage.ts';

/** One Terraform state and its working folder. */
export interface Stack {
  envName: string;
  accountId: string;
  /** `.local/stacks/local-<envName>`. */
  folder: string;
}

/** Starts the name of each stack's folder; the environment's name follows. */
export const folderPrefix = 'local-';

export function localStack(envName: string, accountId: string): Stack {
  const folder = inLocal('stacks', folderPrefix + envName);
  return { envName, accountId, folder };
}

/** What Terraform itself writes into the folder. */
const kept =
  /^(\.terraform|.*\.tfstate.*|.*\.json\.log|applied\.json|terraform\.pid)$/;

/**
 * Copies the configuration, the variables and the bundle into the stack's
 * folder, and removes what an earlier run left there. `terraform/` itself is
 * never written to.
 */
export function stageStack(stack: Stack, bundlePath: string): void {
  mkdirSync(stack.folder, privateFolder);
  for (const name of readdirSync(stack.folder)) {
    if (!kept.test(name)) {
      rmSync(path.join(stack.folder, name), { recursive: true });
    }
  }
  stageConfiguration(stack.folder, 'local', bundlePath);
  // Read after env.auto.tfvars, so that it wins.
  writeJson(path.join(stack.folder, 'stack.auto.tfvars.json'), {
    environment: stack.envName,
    allowed_account_ids: [stack.accountId],
  });
}
