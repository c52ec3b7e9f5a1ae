import { Hono } from 'hono';
import { readStatus } from '../../doctor/read-status.ts';
import { toJson } from '../../doctor/status.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { isIamEnforced } from '../../iam/enforcement.ts';
import { stackFor } from '../../stack/live-stack.ts';
import { readApplied } from '../../stack/record.ts';
import { inRepository } from '../../system/paths.ts';
import type { Status } from '../contract.ts';
import type { Sandbox } from '../sandbox.ts';

export function statusRoutes({ settings }: Sandbox): Hono {
  const { envName } = settings;
  const probeIam = oncePerRun(isIamEnforced);
  return new Hono().get('/', async (context) => {
    const status = await readStatus(settings, probeIam);
    return context.json({
      status: toJson(status),
      checkout: inRepository(),
      makeOptions: envName === 'local' ? '' : `ENV=${envName}`,
      outputs: readApplied(stackFor(settings))?.outputs ?? null,
    } satisfies Status);
  });
}

/**
 * The probe makes a role, and a page reads the status every few seconds; two pages
 * at once would make the same role.
 */
function oncePerRun<T>(probe: (emulator: Emulator) => Promise<T>) {
  let last: { sessionId: string; result: Promise<T> } | undefined;
  return (emulator: Emulator): Promise<T> => {
    const { sessionId } = emulator;
    if (last?.sessionId !== sessionId) {
      const result = probe(emulator);
      last = { sessionId, result };
      result.catch(() => {
        last = undefined;
      });
    }
    return last.result;
  };
}
