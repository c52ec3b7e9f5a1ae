import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from './check.ts';
import {
  type Field,
  fromFieldText,
  toFieldText,
  toVariants,
  variantOf,
  withField,
} from './form.ts';

const schema = {
  anyOf: [
    {
      title: 'Generate payments',
      type: 'object',
      properties: {
        count: { type: 'integer', minimum: 1, maximum: 10_000, default: 1 },
        seed: { type: 'string', minLength: 1, maxLength: 64 },
        idempotency_key: {
          type: 'string',
          pattern: '^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$',
        },
      },
      additionalProperties: false,
    },
    {
      title: 'Replay a journal object',
      type: 'object',
      properties: {
        replay: {
          type: 'string',
          pattern: '^journal\\/[^/]+\\.ndjson\\.gz$',
        },
      },
      required: ['replay'],
      additionalProperties: false,
    },
  ],
};

const variants = toVariants(schema);
const [generate, replay] = variants;
const checkGenerate = (payload: unknown) =>
  generate ? check(generate, payload) : undefined;
const field = (name: string): Field => {
  const found = generate?.fields.find((each) => each.name === name);
  if (!found) {
    throw new Error(`There is no field ${name}.`);
  }
  return found;
};

describe('toVariants', () => {
  it('makes fields of each object in the schema', () => {
    expect(variants.map(({ title }) => title)).toEqual([
      'Generate payments',
      'Replay a journal object',
    ]);
    expect(generate?.fields.map(({ name, kind }) => [name, kind])).toEqual([
      ['count', 'number'],
      ['seed', 'text'],
      ['idempotency_key', 'text'],
    ]);
    expect(replay?.fields[0]?.isRequired).toBe(true);
  });

  it('takes a schema with one object, and one that says nothing', () => {
    expect(toVariants(schema.anyOf[0])).toHaveLength(1);
    expect(toVariants(null)[0]?.fields).toEqual([]);
  });
});

describe('variantOf', () => {
  it.each([
    [{}, 0],
    [{ count: 3 }, 0],
    [{ replay: 'journal/a.ndjson.gz' }, 1],
    [{ replay: 1, count: 3, seed: 'x' }, 0],
    [null, 0],
    [[1], 0],
  ])('of %j is number %i', (payload, expected) => {
    expect(variantOf(variants, payload)).toBe(expected);
  });
});

describe('variantOf an empty object', () => {
  it('is the one that the user has chosen', () => {
    expect(variantOf(variants, {}, 1)).toBe(1);
    expect(variantOf(variants, { count: 1 }, 1)).toBe(0);
  });
});

describe('check', () => {
  it.each([{}, { count: 1 }, { count: 10_000, seed: 'x'.repeat(64) }])(
    'finds nothing in %j',
    (payload) => {
      expect(checkGenerate(payload)).toEqual({ fields: {}, general: [] });
    },
  );

  it.each([
    [{ count: 0 }, 'count', 'an integer from 1 to 10,000, got 0 (number)'],
    [{ count: 1.5 }, 'count', 'an integer from 1 to 10,000, got 1.5 (number)'],
    [{ count: '3' }, 'count', 'an integer from 1 to 10,000, got "3" (string)'],
    [{ count: null }, 'count', 'an integer from 1 to 10,000, got null (null)'],
    [{ seed: '' }, 'seed', 'text of 1 to 64 characters, got "" (string)'],
    [{ seed: 7 }, 'seed', 'text of 1 to 64 characters, got 7 (number)'],
    [
      { idempotency_key: 'a b' },
      'idempotency_key',
      'text that matches ^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$, got "a b" (string)',
    ],
  ])('says what is wrong in %j', (payload, name, message) => {
    expect(checkGenerate(payload)?.fields).toEqual({
      [name]: `Expected ${message}.`,
    });
  });

  it('requires the fields that the schema requires', () => {
    expect(replay && check(replay, {}).fields.replay).toMatch(
      /^Required: text/,
    );
  });

  it('finds nothing in text that is not JSON, as the parser does', () => {
    expect(generate && check(generate, undefined)).toEqual({
      fields: {},
      general: [],
    });
  });

  it('names unexpected fields', () => {
    expect(checkGenerate({ cuont: 3 })?.general).toEqual([
      'Unexpected field cuont. Expected only count, seed, idempotency_key.',
    ]);
  });

  it.each([
    [[1], '[1] (array)'],
    ['x', '"x" (string)'],
    [null, 'null (null)'],
  ])('rejects %j, which is no object', (payload, shown) => {
    expect(checkGenerate(payload)?.general).toEqual([
      `Expected an object, got ${shown}.`,
    ]);
  });
});

describe('a field', () => {
  it('shows each value as text, and returns the same value', () => {
    fc.assert(
      fc.property(fc.integer(), (count) => {
        expect(fromFieldText(field('count'), toFieldText(count))).toBe(count);
      }),
    );
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (seed) => {
        expect(fromFieldText(field('seed'), toFieldText(seed))).toBe(seed);
      }),
    );
  });

  it('is left out when it is empty', () => {
    expect(fromFieldText(field('count'), '')).toBeUndefined();
  });

  it('keeps what is not a number as text, which the check rejects', () => {
    const value = fromFieldText(field('count'), '12x');

    expect(value).toBe('12x');
    expect(checkGenerate({ count: value })?.fields.count).toMatch('"12x"');
  });

  it('keeps digits of a text as text', () => {
    expect(fromFieldText(field('seed'), '42')).toBe('42');
  });
});

describe('withField', () => {
  it('changes a field in its place', () => {
    const changed = withField({ count: 1, seed: 'a' }, 'count', 2);

    expect(JSON.stringify(changed)).toBe('{"count":2,"seed":"a"}');
  });

  it('adds and removes a field, and keeps unknown ones', () => {
    expect(withField({ other: 1 }, 'seed', 'a')).toEqual({
      other: 1,
      seed: 'a',
    });
    expect(withField({ other: 1, seed: 'a' }, 'seed', undefined)).toEqual({
      other: 1,
    });
  });

  it('begins with an object when there was none', () => {
    expect(withField([1], 'seed', 'a')).toEqual({ seed: 'a' });
  });
});
