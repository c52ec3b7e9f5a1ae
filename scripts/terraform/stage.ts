import { copyFileSync, globSync } from 'node:fs';
import path from 'node:path';
import { inRepository } from '../system/paths.ts';

/**
 * Copies the configuration, the variables of one environment and the bundle
 * into a folder. `terraform/` itself is never written to.
 */
export function stageConfiguration(
  folder: string,
  environment: string,
  bundlePath: string,
): void {
  const terraform = inRepository('terraform');
  for (const name of globSync(['*.tf', '.terraform.lock.hcl'], {
    cwd: terraform,
  })) {
    copyFileSync(path.join(terraform, name), path.join(folder, name));
  }
  copyFileSync(
    path.join(terraform, 'env', `${environment}.tfvars`),
    path.join(folder, 'env.auto.tfvars'),
  );
  copyFileSync(bundlePath, path.join(folder, 'lambda.zip'));
}
