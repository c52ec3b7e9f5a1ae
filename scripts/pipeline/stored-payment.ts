import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { decimalsOf } from './currency.ts';
import { isDecimal } from './decimal.ts';
import type { SetAside } from './set-aside.ts';

/** The attributes of a payment in the table, in the order of the contract. */
export const paymentAttributes = [
  'payment_id',
  'created_at',
  'amount',
  'currency',
  'merchant_id',
  'status',
  'source',
] as const;

type Attribute = (typeof paymentAttributes)[number];

/** A payment as the table holds it; `amount` is decimal text. */
export type StoredPayment = Record<Attribute, string>;

export type Item = Record<string, AttributeValue>;

// These complete the message "Expected … to be …".
const text = 'text';
const time = 'a time such as `2026-01-01T00:00:00.000Z`';
const number = 'a number';
const currency = 'a currency code of ISO 4217';

const textSchema = z.object({ S: z.string(text) }, text);

/** Other writers may store items with any other attributes, of any type. */
const itemSchema = z.object({
  payment_id: textSchema,
  created_at: z.object(
    { S: z.iso.datetime({ offset: true, error: time }) },
    time,
  ),
  amount: z.object({ N: z.string(number).refine(isDecimal, number) }, number),
  currency: z.object(
    {
      S: z
        .string(currency)
        .refine((code) => decimalsOf(code) !== undefined, currency),
    },
    currency,
  ),
  merchant_id: textSchema,
  status: textSchema,
  source: textSchema,
} satisfies Record<Attribute, z.ZodType>);

/** The payments among the items; a value is never made up for one that is not there. */
export function toPayments(
  items: readonly Item[],
  setAside: SetAside,
): StoredPayment[] {
  return items.flatMap((item) => {
    const { data, error } = itemSchema.safeParse(item);
    if (!data) {
      setAside.add(keyOf(item), describeProblems(error, item));
      return [];
    }
    return [
      {
        payment_id: data.payment_id.S,
        created_at: data.created_at.S,
        amount: data.amount.N,
        currency: data.currency.S,
        merchant_id: data.merchant_id.S,
        status: data.status.S,
        source: data.source.S,
      },
    ];
  });
}

function keyOf({ payment_id, created_at }: Item) {
  return {
    payment_id: payment_id?.S ?? describeAttribute(payment_id),
    created_at: created_at?.S ?? describeAttribute(created_at),
  };
}

function describeProblems({ issues }: z.ZodError, item: Item): string {
  return issues
    .map(({ path: [attribute], message }) => {
      const name = String(attribute);
      return `Expected \`${name}\` to be ${message}, got ${describeAttribute(item[name])}.`;
    })
    .join(' ');
}

const shownCharacters = 80;

/** In DynamoDB's JSON, as the AWS CLI shows it. */
function describeAttribute(value: AttributeValue | undefined): string {
  if (value === undefined) {
    return 'nothing';
  }
  const json = JSON.stringify(value, (_name, part: unknown) =>
    part instanceof Uint8Array ? Buffer.from(part).toString('base64') : part,
  );
  return json.length > shownCharacters
    ? `\`${json.slice(0, shownCharacters)}…\``
    : `\`${json}\``;
}
