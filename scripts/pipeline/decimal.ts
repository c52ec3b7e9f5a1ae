import { decimalsOf } from './currency.ts';

/** DynamoDB's numbers have exponents from -130 to 125. */
const maxExponent = 130;

interface Decimal {
  unscaled: bigint;
  decimals: number;
}

/** Never a JavaScript number, which holds 15 digits: DynamoDB's have up to 38. */
function parse(text: string): Decimal | undefined {
  const [, whole, fraction = '', exponent = '0'] =
    /^(-?\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/i.exec(text) ?? [];
  if (whole === undefined || Math.abs(Number(exponent)) > maxExponent) {
    return undefined;
  }
  const decimals = fraction.length - Number(exponent);
  const unscaled = BigInt(whole + fraction);
  return decimals < 0
    ? { unscaled: unscaled * 10n ** BigInt(-decimals), decimals: 0 }
    : { unscaled, decimals };
}

function parseOrThrow(text: string): Decimal {
  const decimal = parse(text);
  if (!decimal) {
    throw new RangeError(`Expected a decimal number, got \`${text}\`.`);
  }
  return decimal;
}

/** Whether a text is a number as DynamoDB writes them. */
export function isDecimal(text: string): boolean {
  return parse(text) !== undefined;
}

/**
 * Adds decimal texts such as DynamoDB's numbers without any rounding.
 * The result has as many decimals as the longest term.
 */
export function addDecimals(left: string, right: string): string {
  const terms = [parseOrThrow(left), parseOrThrow(right)];
  const decimals = Math.max(...terms.map((term) => term.decimals));
  const sum = terms.reduce((total, term) => total + scale(term, decimals), 0n);
  return format({ unscaled: sum, decimals });
}

/**
 * Pads an amount with zeros to its currency's number of decimals. A text that is
 * not an amount, or has no known currency, stays unchanged.
 */
export function formatAmount(amount: string, currency: string): string {
  const decimal = parse(amount);
  const wanted = decimalsOf(currency);
  if (!decimal || wanted === undefined) {
    return amount;
  }
  const decimals = Math.max(decimal.decimals, wanted);
  return format({ unscaled: scale(decimal, decimals), decimals });
}

/** More than the 38 digits of DynamoDB, with a sign, a point and cents. */
const widestAmount = 44;

/** For people: as `formatAmount`, but `1E+125` in place of 126 digits. Exact too. */
export function shortenAmount(amount: string, currency: string): string {
  const plain = formatAmount(amount, currency);
  if (plain.length <= widestAmount || !isDecimal(plain)) {
    return plain;
  }
  const { unscaled, decimals } = parseOrThrow(plain);
  const [, sign = '', digits = '', zeros = ''] =
    /^(-?)(\d+?)(0*)$/.exec(String(unscaled)) ?? [];
  const exponent = digits.length - 1 + zeros.length - decimals;
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${sign}${digits[0]}${fraction}E${exponent < 0 ? '' : '+'}${exponent}`;
}

/** Removes insignificant zeros, as DynamoDB does: `12.30` becomes `12.3`. */
export function trimDecimal(text: string): string {
  const decimal = parse(text);
  if (!decimal) {
    return text;
  }
  const plain = format(decimal);
  return plain.includes('.')
    ? plain.replace(/0+$/, '').replace(/\.$/, '')
    : plain;
}

/** Whether an amount is an integer of at most `digits` digits in 10^-`decimals`. */
export function fits(
  amount: string,
  { digits, decimals }: { digits: number; decimals: number },
): boolean {
  const [whole = '', fraction = ''] = trimDecimal(amount)
    .replace('-', '')
    .split('.');
  return fraction.length <= decimals && whole.length + decimals <= digits;
}

/** The amount as an integer with `decimals` decimals: `12.3` with three is 12300. */
export function toMinorUnits(amount: string, decimals: number): bigint {
  const trimmed = parseOrThrow(trimDecimal(amount));
  if (trimmed.decimals > decimals) {
    throw new RangeError(
      `Expected at most ${decimals} decimals, got \`${amount}\`.`,
    );
  }
  return scale(trimmed, decimals);
}

/** @param decimals at least as many as the number has. */
function scale({ unscaled, decimals: held }: Decimal, decimals: number) {
  return unscaled * 10n ** BigInt(decimals - held);
}

function format({ unscaled, decimals }: Decimal): string {
  const sign = unscaled < 0n ? '-' : '';
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(
    decimals + 1,
    '0',
  );
  const whole = digits.slice(0, digits.length - decimals);
  return decimals === 0
    ? sign + whole
    : `${sign}${whole}.${digits.slice(-decimals)}`;
}
