/** The settings of an environment that are needed before Terraform runs. */
export interface EnvironmentVariables {
  region: string | undefined;
  allowedAccountIds: string[];
}

/** Reads the two settings from a tfvars file; Terraform reads the others. */
export function parseTfvars(text: string): EnvironmentVariables {
  const region = /^\s*aws_region\s*=\s*"([^"]*)"/m.exec(text)?.[1];
  const list = /^\s*allowed_account_ids\s*=\s*\[([^\]]*)\]/m.exec(text)?.[1];
  const allowedAccountIds = [...(list ?? '').matchAll(/"([^"]*)"/g)].map(
    ([, id]) => id ?? '',
  );
  return { region, allowedAccountIds };
}
