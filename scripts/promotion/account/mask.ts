/** The account id in an ARN. */
const accountOfArn = /(\barn:[\w-]+:[\w-]*:[\w-]*:)(\d{12})\b/g;

const hidden = new Set<string>();

/** Masks this account id in everything that this process writes from now on. */
export function hideAccount(account: string): void {
  if (/^\d{12}$/.test(account)) {
    hidden.add(account);
  }
}

/** Enough digits to recognise an account, too few to use it: `********4321`. */
export function maskAccounts(text: string): string {
  const withoutArns = text.replace(
    accountOfArn,
    (_arn, prefix: string, account: string) => prefix + maskOf(account),
  );
  return [...hidden].reduce(
    (masked, account) => masked.replaceAll(account, maskOf(account)),
    withoutArns,
  );
}

/**
 * Masks both output streams centrally, because errors from Terraform and the SDK
 * also name accounts, buckets and ARNs.
 */
export function maskOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    stream.write = (chunk: unknown, ...rest: unknown[]) =>
      write(typeof chunk === 'string' ? maskAccounts(chunk) : chunk, ...rest);
  }
}

function maskOf(account: string): string {
  return `********${account.slice(-4)}`;
}
