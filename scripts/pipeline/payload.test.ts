import { describe, expect, it } from 'vitest';
import { parseOptions } from '../cli/test-support/parse-options.ts';
import { payloadOptions, toPayload } from './payload.ts';

function readPayload(variables: NodeJS.Dict<string>): string {
  return toPayload(parseOptions(payloadOptions, variables), 'make invoke');
}

describe('toPayload', () => {
  it('requests three payments by default', () => {
    expect(readPayload({})).toBe('{"count":3}');
    expect(readPayload({ COUNT: '', PAYLOAD: '' })).toBe('{"count":3}');
  });

  it('sends PAYLOAD unchanged', () => {
    const PAYLOAD = '{ "count": 3.0,  "seed": "a" }';

    expect(readPayload({ PAYLOAD })).toBe(PAYLOAD);
  });

  it.each([
    ['5', '{"count":5}'],
    ['0', '{"count":0}'],
    ['-1', '{"count":-1}'],
    ['1.5', '{"count":1.5}'],
  ])('leaves the range of COUNT=%s to the function', (COUNT, payload) => {
    expect(readPayload({ COUNT })).toBe(payload);
  });

  it.each(['three', '1e3', '0x10', '1,000', ' '])(
    'refuses COUNT=%s',
    (COUNT) => {
      expect(() => readPayload({ COUNT })).toThrow(
        expect.objectContaining({
          why: `Expected \`COUNT\` to be a number, got \`${COUNT}\`.`,
        }),
      );
    },
  );

  it('rejects PAYLOAD that is not JSON, with its text and the position of the error', () => {
    expect(() => readPayload({ PAYLOAD: '{count:3}' })).toThrow(
      expect.objectContaining({
        why: expect.stringMatching(
          /^Expected `PAYLOAD` to be JSON \(.* at position 1 .*, got `\{count:3\}`\.$/,
        ),
      }),
    );
  });

  it.each([
    ['{"count":3,"seed":"\\ud83d"}', '`seed` holds'],
    ['{"a":[{"b":"x\\ude00"}]}', '`b` holds'],
    ['"\\ud83d"', 'it holds'],
    ['{"\\ud83d":1}', 'the name of a field holds'],
  ])('rejects PAYLOAD %s, before anything is sent', (PAYLOAD, place) => {
    expect(() => readPayload({ PAYLOAD })).toThrow(
      expect.objectContaining({
        why: `Expected \`PAYLOAD\` to be JSON of well-formed Unicode (${place} half a surrogate pair), got \`${PAYLOAD}\`.`,
      }),
    );
  });

  it('sends a whole surrogate pair', () => {
    const PAYLOAD = '{"seed":"\\ud83d\\ude00"}';

    expect(readPayload({ PAYLOAD })).toBe(PAYLOAD);
  });

  it('rejects both together, and names the command', () => {
    const both = { PAYLOAD: '{}', COUNT: 3 };

    expect(() => toPayload(both, 'make aws-invoke ENV=dev')).toThrow(
      expect.objectContaining({
        message: 'PAYLOAD and COUNT were both given.',
        next: 'choose one, as in `make aws-invoke ENV=dev COUNT=3`',
      }),
    );
  });
});
