import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { flag, listOf, type OptionValues, text } from '../cli/options.ts';
import type { EmulatorAccess } from '../emulator/clients.ts';
import { callSandbox, readSandboxResponse } from '../emulator/sandbox-api.ts';
import { SandboxError } from '../output/errors.ts';

export const faultKinds = [
  'unprocessed',
  'throttle',
  '500',
  'timeout',
  'latency',
  'drop',
] as const;

export type FaultKind = (typeof faultKinds)[number];

export interface FaultPlan {
  /** The fraction of calls that fail: greater than 0, at most 1. */
  rate: number;
  seed: string;
  kinds: readonly FaultKind[];
}

/** As the emulator reports it. */
const faultsSchema = z.discriminatedUnion('faults_enabled', [
  z.object({ faults_enabled: z.literal(false) }),
  z.object({
    faults_enabled: z.literal(true),
    rate: z.number(),
    seed: z.string(),
    kinds: z.array(z.string()),
    /** Injected faults by kind. */
    injected: z.record(z.string(), z.number()),
  }),
]);

export type Faults = z.infer<typeof faultsSchema>;

export const faultOptions = {
  RATE: z
    .string()
    .refine(
      (value) => Number(value) > 0 && Number(value) <= 1,
      'a number above 0 and up to 1',
    )
    .transform(Number)
    .optional(),
  SEED: text().optional(),
  KINDS: listOf(faultKinds).optional(),
  OFF: flag(),
};

/** The plan that RATE, SEED and KINDS describe; undefined if none of them is given. */
export function toFaultPlan({
  RATE,
  SEED,
  KINDS,
  OFF,
}: OptionValues<typeof faultOptions>): FaultPlan | 'off' | undefined {
  const isGiven = [RATE, SEED, KINDS].some((value) => value !== undefined);
  if (OFF && isGiven) {
    throw new SandboxError('OFF=1 was given together with faults.', {
      why: 'It turns every fault off, so RATE, SEED and KINDS have no meaning.',
      next: '`make faults OFF=1`, or `make faults RATE=0.3 SEED=42`',
    });
  }
  if (OFF) {
    return 'off';
  }
  return isGiven
    ? {
        rate: RATE ?? 0.3,
        seed: SEED ?? String(randomInt(1_000_000)),
        kinds: KINDS ?? faultKinds,
      }
    : undefined;
}

/** Controls a running emulator's faults, which affect only one role's calls. */
export function createFaultSwitch(emulator: EmulatorAccess, roleArn: string) {
  const call = async (method: string, plan?: FaultPlan): Promise<Faults> => {
    const response = await callSandbox(emulator, '/_sandbox/faults', {
      method,
      ...(plan && { body: JSON.stringify({ ...plan, role_arn: roleArn }) }),
    });
    return readSandboxResponse(response, faultsSchema);
  };
  return {
    read: () => call('GET'),
    turnOn: (plan: FaultPlan) => call('PUT', plan),
    turnOff: () => call('DELETE'),
  };
}

export function describeFaults(faults: Faults): string {
  if (!faults.faults_enabled) {
    return 'No faults are on.';
  }
  const { rate, seed, kinds, injected } = faults;
  const counts = kinds.map((kind) => `${kind} ${injected[kind] ?? 0}`);
  return [
    `${rate * 100} % of the function's calls to DynamoDB and S3 fail, seed ${seed}.`,
    `So far: ${counts.join(', ')}.`,
    'Next: `make load COUNT=1000`, then `make faults OFF=1` and `make reconcile FIX=1`',
  ].join('\n');
}
