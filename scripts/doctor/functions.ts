import { z } from 'zod';
import type { EmulatorAccess } from '../emulator/clients.ts';
import { callSandbox, readSandboxResponse } from '../emulator/sandbox-api.ts';

const confinementSchema = z.object({
  node_permissions: z.boolean(),
  /** 0 if neither Landlock nor seccomp is used. */
  landlock_abi: z.number(),
  /** Whether its code is in /var/task and its files in /tmp, and nothing else exists. */
  private_root: z.boolean(),
  /**
   * What Landlock refuses, of `files`, `network` and `signals`; seccomp, `sockets`; and
   * the root folder, `existence`.
   */
  restricts: z.array(z.string()),
  /** Why neither Landlock nor seccomp is used. */
  problem: z.string().nullable(),
  private_root_problem: z.string().nullable(),
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
