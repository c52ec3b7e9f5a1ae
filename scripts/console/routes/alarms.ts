import { Hono } from 'hono';
import { readAlarms } from '../../pipeline/alarms.ts';
import type { Alarms } from '../contract.ts';
import type { Sandbox } from '../sandbox.ts';

export function alarmRoutes(sandbox: Sandbox): Hono {
  return new Hono().get('/', async (context) => {
    const { emulator, outputs } = await sandbox.live();
    const alarms = await readAlarms(emulator, outputs);
    return context.json({
      alarms: alarms.map(
        ({ AlarmName, StateValue, StateReason, StateUpdatedTimestamp }) => ({
          name: AlarmName,
          state: StateValue,
          reason: StateReason,
          updatedAt:
            StateUpdatedTimestamp === undefined
              ? null
              : new Date(StateUpdatedTimestamp * 1000).toISOString(),
        }),
      ),
    } satisfies Alarms);
  });
}
