import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkVariables } from './variables.ts';

describe('checkVariables', () => {
  it('reports a HOME that cannot be written, and the fix', async () => {
    expect(await checkVariables({ HOME: '/etc/passwd/home' })).toEqual([
      {
        status: 'error',
        name: 'HOME',
        detail:
          '/etc/passwd/home cannot be written, and `make setup` keeps the caches of its downloads there',
        fix: '`export HOME=<a folder that you can write>`',
      },
    ]);
  });

  it('accepts a HOME that does not exist yet', async () => {
    const HOME = path.join(tmpdir(), 'a', 'b');

    expect(await checkVariables({ HOME })).toEqual([]);
  });

  it.each(['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE'])(
    'reports that %s names a missing file, and the fix',
    async (name) => {
      expect(await checkVariables({ [name]: '/missing.pem' })).toEqual([
        {
          status: 'error',
          name,
          detail:
            'names /missing.pem, which does not exist: downloads may fail',
          fix: `\`unset ${name}\`, or name an existing file`,
        },
      ]);
    },
  );

  it('says that an unusable TMPDIR is ignored', async () => {
    expect(await checkVariables({ TMPDIR: '/missing' })).toEqual([
      {
        status: 'info',
        name: 'TMPDIR',
        detail: '/missing is not a folder that you can write: ignored',
      },
    ]);
  });

  it('reports nothing where all of them are usable', async () => {
    const variables = {
      HOME: tmpdir(),
      TMPDIR: tmpdir(),
      SSL_CERT_DIR: tmpdir(),
      SSL_CERT_FILE: '',
    };

    expect(await checkVariables(variables)).toEqual([]);
  });
});
