import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { integer, type OptionValues } from '../../cli/options.ts';
import { SandboxError } from '../../output/errors.ts';

/** Small enough for many invocations, large enough that their overhead is minor. */
const paymentsPerRequest = 500;

const maxCount = 10_000_000;

/** One request to the function; it is safe to send repeatedly. */
export interface LoadRequest {
  readonly count: number;
  readonly seed: string;
  readonly idempotency_key: string;
}

/**
 * A reproducible load: its requests, and so its payments, are derived from the
 * id alone, such as `100000-3f9a1c` for 100,000 payments.
 */
export interface LoadRun {
  readonly id: string;
  readonly count: number;
  readonly requests: readonly LoadRequest[];
}

export const loadOptions = {
  COUNT: integer({ min: 1, max: maxCount }).optional(),
  RUN: z
    .string()
    .refine(
      (id) => isRunCount(countOf(id)),
      'an id that an earlier `make load` printed',
    )
    .optional(),
};

/** A new run of COUNT payments, or the run that RUN names. */
export function toLoadRun({
  COUNT,
  RUN,
}: OptionValues<typeof loadOptions>): LoadRun {
  if (RUN === undefined) {
    const count = COUNT ?? 1000;
    return createLoadRun(count, `${count}-${randomBytes(3).toString('hex')}`);
  }
  const count = countOf(RUN);
  if (COUNT !== undefined && COUNT !== count) {
    throw new SandboxError(`\`RUN=${RUN}\` cannot be loaded.`, {
      why: `It is a run of ${count} payments, but \`COUNT=${COUNT}\` was given.`,
      next: 'give RUN alone, or `make load COUNT=1000` for a new run',
    });
  }
  return createLoadRun(count, RUN);
}

function countOf(id: string): number {
  return Number(/^(\d+)-[\da-f]{6}$/.exec(id)?.[1]);
}

function isRunCount(count: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= maxCount;
}

export function createLoadRun(count: number, id: string): LoadRun {
  const length = Math.ceil(count / paymentsPerRequest);
  const requests = Array.from({ length }, (_, index) => {
    const key = `${id}-${index}`;
    const rest = count - index * paymentsPerRequest;
    return {
      count: Math.min(paymentsPerRequest, rest),
      seed: key,
      idempotency_key: key,
    };
  });
  return { id, count, requests };
}
