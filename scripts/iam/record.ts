import { z } from 'zod';
import type { EmulatorAccess } from '../emulator/clients.ts';
import { callSandbox, readSandboxResponse } from '../emulator/sandbox-api.ts';

const recordedCallSchema = z.object({
  account: z.string(),
  /** Null for the developer, who is not restricted. */
  role: z.string().nullable(),
  operation: z.string(),
  /** Null if the sandbox does not know which action the operation needs. */
  action: z.string().nullable(),
  resource: z.string().nullable(),
  allowed: z.boolean(),
  count: z.number(),
  /** The verdict of moto's evaluator; null for the developer or without an action. */
  second_opinion: z.string().nullable(),
});

export const iamRecordSchema = z.object({
  calls: z.array(recordedCallSchema),
  /** The policy documents of each calling role, at the time of its calls. */
  policies: z.record(z.string(), z.array(z.string())),
});

export type RecordedCall = z.infer<typeof recordedCallSchema>;
export type IamRecord = z.infer<typeof iamRecordSchema>;

/** The calls in an account since its record was last deleted. */
export async function readIamRecord(
  emulator: EmulatorAccess,
  accountId: string,
): Promise<IamRecord> {
  const response = await callSandbox(emulator, recordPath(accountId));
  return readSandboxResponse(response, iamRecordSchema);
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
