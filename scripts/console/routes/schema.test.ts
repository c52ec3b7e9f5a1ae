import { describe, expect, it } from 'vitest';
import {
  generateSchema,
  replaySchema,
} from '../../../journal/request-schema.ts';
import type { RequestForm } from '../contract.ts';
import { schemaRoutes } from './schema.ts';

const read = async () =>
  (await (await schemaRoutes().request('/')).json()) as RequestForm;

describe('the form of a request', () => {
  it('has the fields that the function takes, with their limits', async () => {
    const { schema } = await read();

    expect(schema).toMatchObject({
      anyOf: [
        {
          properties: {
            count: { type: 'integer', minimum: 1, maximum: 10_000, default: 1 },
            seed: { type: 'string', minLength: 1, maxLength: 64 },
            idempotency_key: { type: 'string' },
          },
          additionalProperties: false,
        },
        { required: ['replay'], additionalProperties: false },
      ],
    });
  });

  it('has a pattern that takes what the function takes', async () => {
    const { schema } = await read();
    const { anyOf } = schema as {
      anyOf: { properties: Record<string, { pattern?: string }> }[];
    };
    const pattern = anyOf[0]?.properties.idempotency_key?.pattern ?? '';

    for (const key of ['ORDER-1', 'a:b_c.d', '-a', 'a b', 'é']) {
      expect([key, new RegExp(pattern).test(key)]).toEqual([
        key,
        generateSchema.safeParse({ idempotency_key: key }).success,
      ]);
    }
  });

  it('has presets that the function takes, and one that it refuses', async () => {
    const { presets } = await read();

    const accepted = presets.map(({ payload }) =>
      [generateSchema, replaySchema].some(
        (schema) => schema.safeParse(payload).success,
      ),
    );
    expect(accepted).toEqual([true, true, true, true, false]);
  });
});
