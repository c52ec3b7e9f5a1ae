import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { userEnvironment } from '../system/environment.ts';
import { run } from '../system/run.ts';
import { withPipSettings } from './pip-for-uv.ts';
import { ensureUv } from './uv.ts';

let home: string;
let config: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'pip-for-uv-'));
  config = path.join(home, 'uv.toml');
  writeFileSync(config, '');
});
afterEach(() => rmSync(home, { recursive: true }));

const { PATH = '' } = userEnvironment();

/** What is added to these variables. */
async function added(
  env: Record<string, string>,
): Promise<Record<string, string>> {
  const given = { PATH, HOME: home, UV_CONFIG_FILE: config, ...env };
  const passed = await withPipSettings(given);
  return Object.fromEntries(
    Object.entries(passed).filter(([name]) => !(name in given)),
  );
}

describe('withPipSettings', () => {
  it('translates variables', async () => {
    expect(
      await added({
        PIP_INDEX_URL: 'https://pypi.example/simple',
        PIP_EXTRA_INDEX_URL: 'https://one.example https://two.example',
        PIP_FIND_LINKS: `${home} /missing https://links.example`,
        PIP_TRUSTED_HOST: 'pypi.example',
        PIP_CERT: '/ca.pem',
        PIP_CLIENT_CERT: '/client.pem',
        PIP_PROXY: 'http://proxy.example:3128',
        PIP_DEFAULT_TIMEOUT: '33',
        PIP_RETRIES: '9',
      }),
    ).toEqual({
      UV_DEFAULT_INDEX: 'https://pypi.example/simple',
      UV_INDEX: 'https://one.example https://two.example',
      UV_INDEX_STRATEGY: 'unsafe-best-match',
      UV_FIND_LINKS: `${home},https://links.example`,
      UV_INSECURE_HOST: 'pypi.example',
      SSL_CERT_FILE: '/ca.pem',
      SSL_CLIENT_CERT: '/client.pem',
      ALL_PROXY: 'http://proxy.example:3128',
      UV_HTTP_TIMEOUT: '33',
      UV_HTTP_RETRIES: '9',
    });
  });

  it.each([
    [{ UV_INDEX_URL: 'https://own.example' }, '', /^UV_/],
    [{}, 'offline = true\n[[index]]\nurl = "https://own.example"\n', /^UV_/],
    [{}, '[pip]\nindex-url = "https://own.example"\n', /^UV_/],
    [{ SSL_CERT_FILE: '/own.pem' }, '', /^SSL_/],
    [{ UV_SYSTEM_CERTS: '1' }, '', /^SSL_/],
    [{}, 'system-certs = true\n', /^SSL_/],
  ])("keeps uv's own settings, %j and `%s`", async (env, uvToml, names) => {
    writeFileSync(config, uvToml);

    const settings = await added({
      PIP_INDEX_URL: 'https://pypi.example/simple',
      PIP_EXTRA_INDEX_URL: 'https://one.example',
      PIP_CERT: '/ca.pem',
      ...env,
    });

    expect(Object.keys(settings).filter((name) => names.test(name))).toEqual(
      [],
    );
    expect(settings).not.toEqual({});
  });

  it('makes uv ask the index that is set for pip', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(String(request.url));
      response.writeHead(404).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const uv = await ensureUv();
    // Not in pip.conf, which only pip can read: Debian's Python comes without it.
    const given = {
      PATH,
      HOME: home,
      UV_CONFIG_FILE: config,
      PIP_INDEX_URL: `http://127.0.0.1:${port}/simple`,
    };

    const installing = run(
      uv,
      ['pip', 'install', '--target', path.join(home, 'target'), 'six==1.17.0'],
      { env: await withPipSettings(given) },
    );

    await expect(installing).rejects.toThrow('Command failed');
    expect(asked).toContain('/simple/six/');
    server.close();
  });
});
