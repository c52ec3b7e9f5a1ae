import { describe, expect, it } from 'vitest';
import { readPayload } from './payload.ts';

describe('readPayload', () => {
  it('asks for three payments by default', () => {
    expect(readPayload({})).toBe('{"count":3}');
    expect(readPayload({ COUNT: '', PAYLOAD: '' })).toBe('{"count":3}');
  });

  it('sends PAYLOAD as it was written', () => {
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
        `Expected \`COUNT\` to be a number, got \`${COUNT}\`.`,
      );
    },
  );

  it('refuses PAYLOAD that is not JSON, and shows it', () => {
    expect(() => readPayload({ PAYLOAD: '{count:3}' })).toThrow(
      expect.objectContaining({
        message: 'PAYLOAD is not JSON.',
        why: expect.stringContaining('{count:3}'),
        next: `\`make invoke PAYLOAD='{"count":3}'\``,
      }),
    );
  });

  it('refuses both at once', () => {
    expect(() => readPayload({ PAYLOAD: '{}', COUNT: '3' })).toThrow(
      'PAYLOAD and COUNT were both given.',
    );
  });
});
