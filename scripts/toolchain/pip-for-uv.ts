import { existsSync, readFileSync } from 'node:fs';
import { parse, type TomlTable } from 'smol-toml';
import type { ChildEnv } from '../system/environment.ts';
import { pipEnvironment } from './pip-settings.ts';
import { canInstallUv, findPythons } from './python-on-path.ts';

/**
 * Adds what the user has set for pip alone. uv reads none of it, and would ask
 * another index, or trust other certificates, than the pip that installed it.
 *
 * @param env names uv's configuration file, with the settings that were passed on.
 */
export async function withPipSettings(env: ChildEnv): Promise<ChildEnv> {
  const config = parse(readFileSync(env.UV_CONFIG_FILE ?? '/dev/null', 'utf8'));
  return { ...translate(await readPipSettings(env), env, config), ...env };
}

/** Those of the variables alone, if no Python on this machine has pip. */
async function readPipSettings(env: ChildEnv): Promise<ChildEnv> {
  const python = (await findPythons()).find(canInstallUv);
  return python
    ? pipEnvironment(python.program, 'install', env).catch(() => env)
    : env;
}

/** One of uv's own settings on a subject takes the place of all of pip's. */
function translate(pip: ChildEnv, env: ChildEnv, config: TomlTable): ChildEnv {
  const isSet = (variables: RegExp) =>
    [
      ...Object.keys(env),
      ...[config, Object(config.pip) as TomlTable]
        .flatMap(Object.keys)
        .map((key) => `UV_${key.toUpperCase().replaceAll('-', '_')}`),
    ].some((name) => variables.test(name));
  return Object.fromEntries(
    subjects(pip)
      .filter(({ own }) => !isSet(own))
      .flatMap(({ settings }) => Object.entries(settings))
      .filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}

interface Subject {
  /** The settings of uv on it. */
  own: RegExp;
  settings: NodeJS.Dict<string>;
}

function subjects(pip: ChildEnv): Subject[] {
  const { PIP_EXTRA_INDEX_URL: more } = pip;
  return [
    {
      own: /^UV_(DEFAULT_INDEX|INDEX|INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS|NO_INDEX)$/,
      settings: {
        UV_DEFAULT_INDEX: pip.PIP_INDEX_URL,
        UV_INDEX: more,
        // As pip does. The hashes decide which file is the right one.
        UV_INDEX_STRATEGY: more && 'unsafe-best-match',
        UV_FIND_LINKS: usableLinks(pip.PIP_FIND_LINKS),
        UV_NO_INDEX: pip.PIP_NO_INDEX,
      },
    },
    {
      own: /^UV_(ALLOW_)?INSECURE_HOST$/,
      settings: { UV_INSECURE_HOST: pip.PIP_TRUSTED_HOST },
    },
    {
      own: /^(SSL_CERT_(FILE|DIR)|UV_(NATIVE_TLS|SYSTEM_CERTS))$/,
      settings: { SSL_CERT_FILE: pip.PIP_CERT },
    },
    {
      own: /^SSL_CLIENT_CERT$/,
      settings: { SSL_CLIENT_CERT: pip.PIP_CLIENT_CERT },
    },
    {
      own: /^(UV_)?(HTTPS?|ALL)_PROXY$/i,
      settings: { ALL_PROXY: pip.PIP_PROXY },
    },
    {
      own: /^UV_(HTTP|REQUEST)_TIMEOUT$/,
      settings: {
        UV_HTTP_TIMEOUT: wholeNumber(
          pip.PIP_TIMEOUT ?? pip.PIP_DEFAULT_TIMEOUT,
        ),
      },
    },
    {
      own: /^UV_HTTP_RETRIES$/,
      settings: { UV_HTTP_RETRIES: pip.PIP_RETRIES },
    },
  ];
}

/** uv fails if a folder is missing, which pip ignores. */
function usableLinks(links = ''): string {
  return links
    .split(/\s+/)
    .filter((link) => link.includes('://') || existsSync(link))
    .join(',');
}

/** pip takes fractions of seconds too. */
function wholeNumber(text = ''): string | undefined {
  return /^\d+$/.test(text) ? text : undefined;
}
