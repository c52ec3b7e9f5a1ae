import * as z from 'zod';
import {
  type Currency,
  formatAmount,
  minorUnitDigits,
  parseAmount,
} from './currency.ts';
import { describeIssues } from './describe.ts';
import { type Payment, paymentStatuses } from './payment.ts';

const source = 'mock-generator';

const currencies = Object.keys(minorUnitDigits) as Currency[];

// These texts complete the message "Expected … to be …".
const uuid = 'a UUID';
const timestamp = 'a UTC timestamp with milliseconds';
const amount = "decimal text with as many decimals as the currency's";
const text = 'a string that is not empty';
const record = 'an object with the seven attributes of a payment';

/** A payment as text, with the table's attributes in the table's order. */
const recordSchema = z
  .strictObject(
    {
      payment_id: z.uuid(uuid),
      created_at: z.iso.datetime({ precision: 3, message: timestamp }),
      amount: z.string(amount),
      currency: z.enum(currencies, `one of ${currencies.join(', ')}`),
      merchant_id: z.string(text).min(1, text),
      status: z.enum(paymentStatuses, `one of ${paymentStatuses.join(', ')}`),
      source: z.literal(source, `\`"${source}"\``),
    },
    record,
  )
  .transform((parsed, context): Payment => {
    const amountMinor = parseAmount(parsed.amount, parsed.currency);
    if (amountMinor === undefined) {
      context.addIssue({ code: 'custom', path: ['amount'], message: amount });
      return z.NEVER;
    }
    return {
      paymentId: parsed.payment_id,
      createdAt: new Date(parsed.created_at),
      amountMinor,
      currency: parsed.currency,
      merchantId: parsed.merchant_id,
      status: parsed.status,
    };
  });

export function toRecord(payment: Payment): z.input<typeof recordSchema> {
  return {
    payment_id: payment.paymentId,
    created_at: payment.createdAt.toISOString(),
    amount: formatAmount(payment.amountMinor, payment.currency),
    currency: payment.currency,
    merchant_id: payment.merchantId,
    status: payment.status,
    source,
  };
}

/** @throws RangeError that lists every problem of the record. */
export function parseRecord(received: unknown): Payment {
  const result = recordSchema.safeParse(received);
  if (!result.success) {
    throw new RangeError(
      describeIssues(result.error, received, record).join(' '),
    );
  }
  return result.data;
}
