import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAwsCli } from './aws-cli.ts';

let folder: string;
const before = process.env.PATH;

/** Puts a program called aws in front of PATH. */
function install(version: string): void {
  const program = path.join(folder, 'aws');
  writeFileSync(
    program,
    `#!/bin/sh\necho 'aws-cli/${version} Python/3.11.7 Linux/6.1 botocore/1.43.62'\n`,
  );
  chmodSync(program, 0o755);
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'aws-'));
  process.env.PATH = `${folder}:${before}`;
});
afterEach(() => {
  process.env.PATH = before;
  rmSync(folder, { recursive: true });
});

describe('readAwsCli', () => {
  it.each(['1.29.0', '1.46.3'])(
    'reports that `aws sqs` of %s calls AWS, with the way out',
    async (version) => {
      install(version);

      expect(await readAwsCli()).toEqual({
        version,
        problem: {
          why: '`aws sqs` ignores AWS_ENDPOINT_URL and calls AWS itself',
          fix: '`aws --endpoint-url "$AWS_ENDPOINT_URL" sqs …`, or install AWS CLI 2.13 or later',
        },
      });
    },
  );

  it.each(['1.28.1', '2.12.7'])(
    'reports that every command of %s calls AWS',
    async (version) => {
      install(version);

      expect(await readAwsCli()).toMatchObject({
        problem: {
          why: 'every command ignores AWS_ENDPOINT_URL and calls AWS itself',
          fix: '`aws --endpoint-url "$AWS_ENDPOINT_URL" …`, or install AWS CLI 2.13 or later',
        },
      });
    },
  );

  it.each(['2.13.0', '2.31.10', '3.0.0'])('accepts %s', async (version) => {
    install(version);

    expect(await readAwsCli()).toEqual({ version });
  });

  it('finds none where none is installed, or where it does not start', async () => {
    process.env.PATH = folder;
    expect(await readAwsCli()).toBeUndefined();

    writeFileSync(path.join(folder, 'aws'), '#!/bin/sh\nexit 1\n');
    chmodSync(path.join(folder, 'aws'), 0o755);
    expect(await readAwsCli()).toBeUndefined();
  });
});
