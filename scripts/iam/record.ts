import { z } from 'zod';
import type { EmulatorAccess } from '../emulator/clients.ts';
import { callSandbox, readSandboxResponse } from '../emulator/sandbox-api.ts';

const basisSchema = z.object({
  principal: z.object({
    type: z.enum(['user', 'assumed-role', 'service', 'anonymous']),
    arn: z.string(),
    account: z.string(),
    userid: z.string().exactOptional(),
    username: z.string().exactOptional(),
    role_arn: z.string().exactOptional(),
  }),
  /** The values of condition keys, whose names are in lower case. */
  context: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  owner: z.string(),
  permissions_boundary: z.array(z.string()).nullable(),
  session_policies: z.array(z.string()).nullable(),
  resource_policy: z.string().nullable(),
});

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
  /** What the last of these calls was decided by; null where no evaluator decided. */
  basis: basisSchema.nullable(),
  /** Of moto's evaluator on the role's policies alone; null where none decided. */
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
