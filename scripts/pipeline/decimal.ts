/**
 * Adds decimal texts such as DynamoDB's numbers without any rounding.
 * The result has as many decimals as the longest term.
 */
export function addDecimals(left: string, right: string): string {
  const decimals = Math.max(countDecimals(left), countDecimals(right));
  const sum = scale(left, decimals) + scale(right, decimals);
  return unscale(sum, decimals);
}

/** Whether a text can be added; items from other writers may hold any text. */
export function isDecimal(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}

/**
 * Pads an amount with zeros to its currency's number of decimals. A text that is
 * not an amount, or has no known currency, stays unchanged.
 */
export function formatAmount(amount: string, currency: string): string {
  if (!isDecimal(amount) || !/^[A-Z]{3}$/.test(currency)) {
    return amount;
  }
  const { maximumFractionDigits = 0 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  return addDecimals(amount, unscale(0n, maximumFractionDigits));
}

function countDecimals(decimal: string): number {
  return decimal.split('.')[1]?.length ?? 0;
}

function scale(decimal: string, decimals: number): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(decimals, '0'));
}

function unscale(value: bigint, decimals: number): string {
  const sign = value < 0n ? '-' : '';
  const digits = String(value < 0n ? -value : value).padStart(
    decimals + 1,
    '0',
  );
  const whole = digits.slice(0, digits.length - decimals);
  return decimals === 0
    ? sign + whole
    : `${sign}${whole}.${digits.slice(-decimals)}`;
}

/** Removes insignificant zeros, as DynamoDB does: `12.30` becomes `12.3`. */
export function trimDecimal(decimal: string): string {
  return decimal.includes('.')
    ? decimal.replace(/0+$/, '').replace(/\.$/, '')
    : decimal;
}

/** The amount as an integer with `decimals` decimals: `12.3` with three is 12300. */
export function toMinorUnits(decimal: string, decimals: number): bigint {
  if (countDecimals(decimal) > decimals) {
    throw new RangeError(
      `Expected at most ${decimals} decimals, got \`${decimal}\`.`,
    );
  }
  return scale(decimal, decimals);
}
