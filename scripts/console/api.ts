import { Hono } from 'hono';
import { requestRoutes } from './routes/requests.ts';
import { statusRoutes } from './routes/status.ts';
import type { Sandbox } from './sandbox.ts';

/** Everything below /api/, as contract.ts describes it. */
export function apiRoutes(sandbox: Sandbox): Hono {
  return new Hono()
    .route('/status', statusRoutes(sandbox))
    .route('/requests', requestRoutes(sandbox));
}
