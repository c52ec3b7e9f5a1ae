import { randomInt } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import {
  createFaultSwitch,
  type Faults,
  faultKinds,
} from '../../guarantees/faults.ts';
import type { FaultState } from '../contract.ts';
import { parseBody } from '../input.ts';
import type { Sandbox } from '../sandbox.ts';

const faultBody = z.object({
  rate: z.number().gt(0).max(1),
  seed: z
    .string()
    .min(1)
    .default(() => String(randomInt(1_000_000))),
  kinds: z
    .array(z.enum(faultKinds))
    .min(1)
    .default([...faultKinds]),
});

export function faultRoutes(sandbox: Sandbox): Hono {
  const faultSwitch = async () => {
    const { emulator, outputs } = await sandbox.live();
    return createFaultSwitch(emulator, outputs.lambda_role_arn);
  };
  const toState = (faults: Faults): FaultState => ({
    faults,
    kinds: faultKinds,
  });
  return new Hono()
    .get('/', async (context) =>
      context.json(toState(await (await faultSwitch()).read())),
    )
    .put('/', async (context) => {
      const plan = await parseBody(context, faultBody);
      return context.json(toState(await (await faultSwitch()).turnOn(plan)));
    })
    .delete('/', async (context) =>
      context.json(toState(await (await faultSwitch()).turnOff())),
    );
}
