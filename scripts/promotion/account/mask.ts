/** Of an ARN, the account that it names. */
const accountOfArn = /(\barn:[\w-]+:[\w-]*:[\w-]*:)(\d{12})\b/g;

const hidden = new Set<string>();

/** From now on no line that this process writes shows this account's id. */
export function hideAccount(account: string): void {
  if (/^\d{12}$/.test(account)) {
    hidden.add(account);
  }
}

/** Enough to recognise an account by, too little to use: `********4321`. */
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
 * Puts the mask before both streams, so that no message has to think of it:
 * Terraform's and the SDK's errors name accounts, buckets and ARNs.
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
