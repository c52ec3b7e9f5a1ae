import { describe, expect, it } from 'vitest';
import { readStatements } from './policy.ts';

const document = (Statement?: unknown) =>
  JSON.stringify({ Version: '2012-10-17', Statement });

const statement = { Effect: 'Allow', Action: 'a:Do', Resource: 'arn:x' };

const read = {
  sid: '0',
  effect: 'Allow',
  actions: ['a:Do'],
  resources: ['arn:x'],
  excepting: false,
};

describe('readStatements', () => {
  it('reads a single statement, action or resource as a list of one', () => {
    expect(readStatements([document(statement)])).toEqual([read]);
  });

  it('reads lists, conditions and principals', () => {
    const full = {
      ...statement,
      Sid: 'Full',
      Action: ['a:Do', 'a:Redo'],
      Principal: { Service: 'lambda.amazonaws.com' },
      Condition: { Bool: { 'aws:SecureTransport': true } },
    };

    expect(readStatements([document([full, statement])])).toEqual([
      { ...read, sid: 'Full', actions: ['a:Do', 'a:Redo'] },
      { ...read, sid: '1' },
    ]);
  });

  it('reads NotAction and NotResource as an exception', () => {
    const { Action: NotAction, ...rest } = statement;

    expect(readStatements([document({ ...rest, NotAction })])).toEqual([
      { ...read, actions: [], excepting: true },
    ]);
  });

  it('finds none in a document of another kind, such as a lifecycle policy', () => {
    expect(readStatements(['{"rules":[]}'])).toEqual([]);
  });

  it.each([
    ['no JSON', /^It is not JSON .* `no JSON`\.$/],
    ['[]', /expected object, received array/],
    [document('all'), /Statement/],
    [document([statement, null]), /Statement\[1\]/],
    [document([{ ...statement, Effect: 'allow' }]), /Statement\[0\]\.Effect/],
    [document([{ ...statement, Action: {} }]), /Statement\[0\]\.Action/],
    [document([{ ...statement, Sid: {} }]), /Statement\[0\]\.Sid/],
  ])('names the problem of %s', (text, why) => {
    expect(() => readStatements([text], 'The policy of x is wrong.')).toThrow(
      expect.objectContaining({
        name: 'SandboxError',
        message: 'The policy of x is wrong.',
        why: expect.stringMatching(why),
      }),
    );
  });
});
