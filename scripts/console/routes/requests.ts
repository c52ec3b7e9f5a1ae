import { Hono } from 'hono';
import { z } from 'zod';
import { sandboxAccountId } from '../../emulator/accounts.ts';
import { openRequestStream } from '../../pipeline/requests/follow.ts';
import {
  forgetRequests,
  readRequestAs,
  readRequests,
  statuses,
} from '../../pipeline/requests/read.ts';
import { parseQuery } from '../input.ts';
import { relayEvents } from '../relay.ts';
import type { Sandbox } from '../sandbox.ts';

const listQuery = z.object({
  status: z.enum(statuses).optional(),
  limit: z.coerce.number().int().min(1).max(2000).default(2000),
  after: z.coerce.number().int().min(0).optional(),
});

const detailQuery = z.object({
  format: z.enum(['json', 'otlp']).default('json'),
});

export function requestRoutes(sandbox: Sandbox): Hono {
  const account = sandboxAccountId;
  return new Hono()
    .get('/', async (context) => {
      const selection = { ...parseQuery(context, listQuery), account };
      const emulator = await sandbox.emulator();
      return context.json(await readRequests(emulator, selection));
    })
    .delete('/', async (context) => {
      await forgetRequests(await sandbox.emulator());
      return context.body(null, 204);
    })
    .get('/stream', async (context) => {
      const emulator = await sandbox.emulator();
      return relayEvents(context, await openRequestStream(emulator));
    })
    .get('/:id', async (context) => {
      const { format } = parseQuery(context, detailQuery);
      const emulator = await sandbox.emulator();
      const id = context.req.param('id');
      return context.json(await readRequestAs(emulator, id, format));
    });
}
