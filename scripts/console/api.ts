import { Hono } from 'hono';
import { alarmRoutes } from './routes/alarms.ts';
import { faultRoutes } from './routes/faults.ts';
import { invocationRoutes } from './routes/invocations.ts';
import { logRoutes } from './routes/log.ts';
import { paymentRoutes } from './routes/payments.ts';
import { promotionRoutes } from './routes/promotion.ts';
import { requestRoutes } from './routes/requests.ts';
import { schemaRoutes } from './routes/schema.ts';
import { snapshotRoutes } from './routes/snapshots.ts';
import { statusRoutes } from './routes/status.ts';
import type { Sandbox } from './sandbox.ts';

/** Everything below /api/, as contract.ts describes it. */
export function apiRoutes(sandbox: Sandbox): Hono {
  return new Hono()
    .route('/status', statusRoutes(sandbox))
    .route('/requests', requestRoutes(sandbox))
    .route('/', paymentRoutes(sandbox))
    .route('/', invocationRoutes(sandbox))
    .route('/', promotionRoutes())
    .route('/faults', faultRoutes(sandbox))
    .route('/log', logRoutes(sandbox))
    .route('/snapshots', snapshotRoutes(sandbox))
    .route('/alarms', alarmRoutes(sandbox))
    .route('/schema', schemaRoutes());
}
