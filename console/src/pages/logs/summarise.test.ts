import { describe, expect, it } from 'vitest';
import { summarise } from './summarise.ts';

describe('summarise', () => {
  it('leaves out what each line has', () => {
    const fields = {
      level: 'INFO',
      message: 'Request accepted',
      timestamp: '2026-11-27T09:00:00.000Z',
      service: 'payment-generator',
      function_request_id: 'a',
      request: { count: 60, seed: 'demo' },
    };

    expect(summarise(fields)).toBe('request.count=60 request.seed=demo');
  });

  it('names an error without its stack', () => {
    const error = { name: 'InvalidRequestError', message: 'no', stack: '' };

    expect(summarise({ error })).toBe('error=InvalidRequestError');
  });
});
