import { Hono } from 'hono';
import { z } from 'zod';
import {
  generateSchema,
  replaySchema,
} from '../../../journal/request-schema.ts';
import type { RequestForm } from '../contract.ts';

/** What the function takes, from the schema that it parses its events with. */
export function schemaRoutes(): Hono {
  const requests = z.union([
    generateSchema.meta({ title: 'Generate payments' }),
    replaySchema.meta({ title: 'Replay a journal object' }),
  ]);
  const schema = z.toJSONSchema(requests, { io: 'input' });
  return new Hono().get('/', (context) =>
    context.json({ schema, presets } satisfies RequestForm),
  );
}

const presets: RequestForm['presets'] = [
  { name: 'Three payments', payload: { count: 3 } },
  { name: 'The same three each time', payload: { count: 3, seed: 'demo' } },
  {
    name: 'Once, however often it is sent',
    payload: { count: 3, idempotency_key: 'order-4711' },
  },
  {
    name: 'Write the journal object of order-4711 again',
    payload: { replay: 'journal/order-4711.ndjson.gz' },
  },
  { name: 'A request that the function refuses', payload: { count: 'three' } },
];
