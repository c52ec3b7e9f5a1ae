import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidRequestError } from './errors.ts';
import { parseRequest } from './request.ts';

describe('parseRequest', () => {
  it('returns one payment and no seed for an empty event', () => {
    expect(parseRequest({})).toEqual({ count: 1 });
  });

  it('returns every count in the range', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (count) => {
        expect(parseRequest({ count, seed: 'demo' })).toEqual({
          count,
          seed: 'demo',
        });
      }),
    );
  });

  it.each([
    [0, '`0` (number)'],
    [10_001, '`10001` (number)'],
    [12.5, '`12.5` (number)'],
    [Number.POSITIVE_INFINITY, '`Infinity` (number)'],
    ['3', '`"3"` (string)'],
    [null, '`null` (null)'],
    [[3], '`[3]` (array)'],
    [true, '`true` (boolean)'],
  ])('rejects the count %j', (count, echo) => {
    expect(() => parseRequest({ count })).toThrow(
      `Expected \`count\` to be an integer from 1 to 10000, got ${echo}.`,
    );
  });

  it.each([
    ['', '`""` (string)'],
    [42, '`42` (number)'],
    ['x'.repeat(65), `\`"${'x'.repeat(65)}"\` (string)`],
  ])('rejects the seed %j', (seed, echo) => {
    expect(() => parseRequest({ seed })).toThrow(
      `Expected \`seed\` to be a string of 1 to 64 characters, got ${echo}.`,
    );
  });

  it.each(['\ud83d', '\ude00', 'demo \ud83d!', '\ude00\ud83d'])(
    'rejects the seed %j, which has half a surrogate pair',
    (seed) => {
      const parse = () => parseRequest({ seed });

      expect(parse).toThrow(InvalidRequestError);
      expect(parse).toThrow(
        `Expected \`seed\` to be well-formed Unicode, without half a surrogate pair, got \`${JSON.stringify(seed)}\` (string).\nNothing was written.`,
      );
    },
  );

  it.each(['😀', 'Zürich 東京', '\0', '\ufeff'])(
    'returns the seed %j',
    (seed) => {
      expect(parseRequest({ seed })).toEqual({ count: 1, seed });
    },
  );

  it.each([
    [null, '`null` (null)'],
    [[], '`[]` (array)'],
    ['{"count":3}', '`"{\\"count\\":3}"` (string)'],
    [3, '`3` (number)'],
    [undefined, '`undefined` (undefined)'],
  ])('rejects the event %j', (event, echo) => {
    expect(() => parseRequest(event)).toThrow(`got ${echo}.`);
  });

  it.each(['order-4711', 'a', '2026-01-01T00:00:00.000Z', 'x'.repeat(128)])(
    'returns the idempotency key %j',
    (idempotency_key) => {
      expect(parseRequest({ idempotency_key })).toEqual({
        count: 1,
        idempotency_key,
      });
    },
  );

  it.each(['', '../other', 'a/b', '.hidden', 'ä', 'x'.repeat(129), 42])(
    'rejects the idempotency key %j',
    (idempotency_key) => {
      expect(() => parseRequest({ idempotency_key })).toThrow(
        'Expected `idempotency_key` to be a string of 1 to 128 letters',
      );
    },
  );

  it('returns a replay', () => {
    const event = { replay: 'journal/order-4711.ndjson.gz' };

    expect(parseRequest(event)).toEqual(event);
  });

  it.each([
    'order-4711',
    'other/order-4711.ndjson.gz',
    'journal/../x.ndjson.gz',
    'journal/.ndjson.gz/',
    'journal/\ud83d.ndjson.gz',
    null,
  ])('rejects the replay %j', (replay) => {
    expect(() => parseRequest({ replay })).toThrow(
      'Expected `replay` to be the key of a journal object',
    );
  });

  it('rejects a replay with any other field', () => {
    const event = { replay: 'journal/order-4711.ndjson.gz', count: 3 };

    expect(() => parseRequest(event)).toThrow('the field `count` with `3`');
  });

  it('names every invalid field at once', () => {
    const event = { count: 0, seed: 5, cuont: 3, force: { all: true } };
    const parse = () => parseRequest(event);

    expect(parse).toThrow(InvalidRequestError);
    expect(parse).toThrow('`count` to be an integer from 1 to 10000, got `0`');
    expect(parse).toThrow('`seed` to be a string of 1 to 64 characters');
    expect(parse).toThrow('got the field `cuont` with `3` (number).');
    expect(parse).toThrow('the field `force` with `{"all":true}` (object).');
    expect(parse).toThrow('Nothing was written.');
  });

  it('rejects a field named __proto__', () => {
    const event = JSON.parse('{"__proto__": {"count": 3}}');

    expect(() => parseRequest(event)).toThrow('the field `__proto__`');
  });

  it('shortens a long value in its message', () => {
    const event = { count: 'x'.repeat(10_000) };

    expect(() => parseRequest(event)).toThrow(/got `"x{79}…` \(string\)/);
  });

  it('returns a request or throws an InvalidRequestError for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (event) => {
        try {
          expect(parseRequest(event)).toBeTypeOf('object');
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidRequestError);
        }
      }),
    );
  });
});
