import { z } from 'zod';
import type { EmulatorAccess } from '../emulator/clients.ts';
import { callSandbox } from '../emulator/sandbox-api.ts';

const recordedCallSchema = z.object({
  account: z.string(),
  /** Null for the developer, whom nothing restricts. */
  role: z.string().nullable(),
  operation: z.string(),
  /** Null where the sandbox does not know what the operation needs. */
  action: z.string().nullable(),
  resource: z.string().nullable(),
  allowed: z.boolean(),
  count: z.number(),
  /** What moto's evaluator says; null for the developer or without an action. */
  second_opinion: z.string().nullable(),
});

const recordSchema = z.object({
  calls: z.array(recordedCallSchema),
  /** The policy documents of each role that called, as they were then. */
  policies: z.record(z.string(), z.array(z.string())),
});

export type RecordedCall = z.infer<typeof recordedCallSchema>;
export type IamRecord = z.infer<typeof recordSchema>;

/** @throws ZodError that names what is malformed. */
export function parseIamRecord(record: unknown): IamRecord {
  return recordSchema.parse(record);
}

/** What was called in an account since its record was last forgotten. */
export async function readIamRecord(
  emulator: EmulatorAccess,
  accountId: string,
): Promise<IamRecord> {
  const response = await callSandbox(emulator, recordPath(accountId));
  return parseIamRecord(await response.json());
}

export async function forgetIamRecord(
  emulator: EmulatorAccess,
  accountId: string,
): Promise<void> {
  await callSandbox(emulator, recordPath(accountId), { method: 'DELETE' });
}

function recordPath(accountId: string): string {
  return `/_sandbox/iam/${accountId}`;
}
