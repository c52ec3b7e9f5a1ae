import { z } from 'zod';
import type { EmulatorAccess } from '../emulator/clients.ts';
import { callSandbox, readSandboxResponse } from '../emulator/sandbox-api.ts';

const confinementSchema = z.object({
  node_permissions: z.boolean(),
  /** 0 if Landlock is not used. */
  landlock_abi: z.number(),
  /** What Landlock refuses, of `files`, `network` and `signals`. */
  restricts: z.array(z.string()),
  /** Why Landlock is not used. */
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

/** The level of the next environment, and those of running ones that differ. */
export function describeFunctions({
  confinement,
  environments,
}: Functions): string {
  const levels = [confinement, ...environments.map((each) => each.confinement)];
  return `confined: ${[...new Set(levels.map(describe))].join('; others: ')}`;
}

function describe({
  node_permissions,
  landlock_abi,
  restricts,
  problem,
}: Confinement): string {
  const node = node_permissions ? 'Node permissions' : 'no Node permissions';
  return landlock_abi
    ? `${node}, Landlock ABI ${landlock_abi} (${restricts.join(', ')})`
    : `${node} only, because ${problem}`;
}
