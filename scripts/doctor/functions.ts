import { z } from 'zod';
import type { EmulatorAccess } from '../emulator/clients.ts';
import { callSandbox, readSandboxResponse } from '../emulator/sandbox-api.ts';

const confinementSchema = z.object({
  node_permissions: z.boolean(),
  /** 0 if neither Landlock nor seccomp is used. */
  landlock_abi: z.number(),
  /** What Landlock refuses, of `files`, `network` and `signals`; and seccomp, `sockets`. */
  restricts: z.array(z.string()),
  /** Why they are not used. */
  problem: z.string().nullable(),
});

export type Confinement = z.infer<typeof confinementSchema>;

const functionsSchema = z.object({
  confinement: confinementSchema,
  environments: z.array(
    z.object({
      function: z.string(),
      version: z.string(),
      confinement: confinementSchema,
    }),
  ),
});

export type Functions = z.infer<typeof functionsSchema>;

/** How functions are confined: as a probe finds now, and in each running environment. */
export async function readFunctions(
  emulator: EmulatorAccess,
): Promise<Functions> {
  const response = await callSandbox(emulator, '/_sandbox/functions');
  return readSandboxResponse(response, functionsSchema);
}
