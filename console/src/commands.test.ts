import { afterEach, describe, expect, it, vi } from 'vitest';
import { awsCommand, makeCommand } from './commands.ts';
import { status } from './status.ts';

async function setMakeOptions(makeOptions: string) {
  vi.stubGlobal('fetch', async () => Response.json({ makeOptions }));
  await status.value.reload();
  vi.unstubAllGlobals();
}

afterEach(() => setMakeOptions(''));

describe('makeCommand', () => {
  it('leaves out options without a value', () => {
    expect(makeCommand('requests', { STATUS: undefined, LIMIT: 20 })).toBe(
      'make requests LIMIT=20',
    );
  });

  it('quotes what a shell would interpret', () => {
    expect(makeCommand('faults', { SEED: "it's $HOME" })).toBe(
      `make faults SEED='it'\\''s $HOME'`,
    );
    expect(makeCommand('faults', { KINDS: 'drop,500', RATE: 0.3 })).toBe(
      'make faults KINDS=drop,500 RATE=0.3',
    );
  });

  it('ends with the options that every command needs', async () => {
    await setMakeOptions('ENV=dev');

    expect(makeCommand('request', { ID: 'a' })).toBe(
      'make request ID=a ENV=dev',
    );
  });
});

describe('awsCommand', () => {
  it('leads to the sandbox, and quotes a payload', () => {
    expect(
      awsCommand('lambda invoke', {
        'function-name': 'payments',
        'invocation-type': undefined,
        payload: '{"count":3}',
      }),
    ).toBe(
      `aws --endpoint-url "$AWS_ENDPOINT_URL" lambda invoke --function-name payments --payload '{"count":3}'`,
    );
  });

  it('quotes values without a name', () => {
    expect(awsCommand('s3 cp', {}, 's3://a/b c', '-')).toMatch(
      / s3 cp 's3:\/\/a\/b c' -$/,
    );
  });
});
