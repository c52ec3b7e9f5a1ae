import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseJson } from './json.ts';

const schema = z.object({ port: z.number() });
const parse = (text: string) =>
  parseJson(text, schema, {
    what: 'The record cannot be read.',
    next: '`make local-up`',
  });

describe('parseJson', () => {
  it('returns what the schema describes', () => {
    expect(parse('{"port":1,"more":2}')).toEqual({ port: 1 });
  });

  it.each([
    ['', /^It is not JSON \(.*\), but ``\.$/s],
    ['WARNING: old config', /^It is not JSON .* `WARNING: old config`\.$/s],
    ['x'.repeat(10_000), /^It is not JSON .* `x{200}…`\.$/s],
    ['{"port":"1"}', /expected number, received string.*at port/s],
    ['null', /expected object, received null/],
  ])('names the problem of %j', (text, why) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({
        name: 'SandboxError',
        message: 'The record cannot be read.',
        why: expect.stringMatching(why),
        next: '`make local-up`',
      }),
    );
  });
});
