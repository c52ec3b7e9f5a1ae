import { Hono } from 'hono';
import { z } from 'zod';
import type { Difference } from '../../guarantees/reconcile/difference.ts';
import { joinJournalAndTable } from '../../guarantees/reconcile/join.ts';
import { JournalCache } from '../../guarantees/reconcile/journal-cache.ts';
import { replayAll } from '../../guarantees/reconcile/replay.ts';
import { redrive } from '../../guarantees/redrive.ts';
import type { FixResult, RedriveResult } from '../contract.ts';
import { parseQuery } from '../input.ts';
import { readPayments } from '../payments/read-payments.ts';
import type { Sandbox } from '../sandbox.ts';
import { shareInFlight } from '../share-in-flight.ts';

const paymentsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100_000).default(20_000),
});

export function paymentRoutes(sandbox: Sandbox): Hono {
  const journal = new JournalCache();
  // Two tabs, or a slow join and a fast page, cost one join.
  const read = shareInFlight(async (limit: number) =>
    readPayments(await sandbox.live(), limit, journal),
  );
  return new Hono()
    .get('/payments', async (context) => {
      const { limit } = parseQuery(context, paymentsQuery);
      return context.json(await read(limit));
    })
    .post('/fix', async (context) => {
      const { clients, outputs } = await sandbox.live();
      const incompleteKeys = new Set<string>();
      const onDifference = ({ kind, journal_key }: Difference) => {
        if (kind === 'missing' && journal_key) {
          incompleteKeys.add(journal_key);
        }
      };
      await joinJournalAndTable(clients, outputs, { onDifference }, journal);
      const failures = await replayAll(
        clients.lambda,
        outputs.lambda_function_name,
        incompleteKeys,
      );
      return context.json({
        replayed: incompleteKeys.size - failures.length,
        failures: failures.map(
          ({ objectKey, reason }) => `${objectKey}: ${reason}`,
        ),
      } satisfies FixResult);
    })
    .post('/redrive', async (context) => {
      const { clients, outputs } = await sandbox.live();
      const result = await redrive(clients, outputs);
      return context.json(result satisfies RedriveResult);
    });
}
