import { z } from 'zod';
import type { ChildEnv } from '../system/environment.ts';
import { parseJson } from '../system/json.ts';
import { quoteForFish, quoteForShell } from '../system/quote.ts';

export type ShellKind = 'sh' | 'fish';

/** Holds the previous values, as JSON in base64, for `make env UNSET=1`. */
export const backupVariable = 'SANDBOX_ENV_BACKUP';

/** Variables of the AWS CLI that only change how it prints. */
const harmless = /^AWS_(PAGER|DEFAULT_OUTPUT|CLI_.*)$/;

const noProxy = ['NO_PROXY', 'no_proxy'];

const changesSchema = z.record(
  z.string().regex(/^[A-Za-z_]\w*$/, 'not the name of a variable'),
  z.string().nullable(),
);

/** What a shell is told: a value to export, or null to unset the variable. */
export type ShellChanges = z.infer<typeof changesSchema>;

/**
 * Points every AWS client that is started from a shell at the sandbox.
 *
 * @param variables endpoint, keys, region and the names of the resources.
 * @param user the shell's environment. None of its AWS variables is kept:
 *   profiles, tokens, endpoints for one service, `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS`
 *   and others would lead a client elsewhere, or stop it.
 */
export function enterSandbox(
  variables: ChildEnv,
  user: Readonly<ChildEnv>,
): ShellChanges {
  const unset = Object.keys(user).filter(
    (name) => name.startsWith('AWS_') && !harmless.test(name),
  );
  const changes: ShellChanges = {
    ...Object.fromEntries(unset.map((name) => [name, null])),
    ...variables,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...Object.fromEntries(
      noProxy.map((name) => [name, withLoopback(user[name])]),
    ),
  };
  // A second `eval` must not take the sandbox's values for the user's.
  const backup = user[backupVariable] ?? encode(previous(changes, user));
  return { ...changes, [backupVariable]: backup };
}

/** Restores what the shell had before `enterSandbox`; empty if it was not called. */
export function leaveSandbox(user: Readonly<ChildEnv>): ShellChanges {
  const backup = user[backupVariable];
  return backup === undefined
    ? {}
    : { ...decode(backup), [backupVariable]: null };
}

function previous(
  changes: ShellChanges,
  user: Readonly<ChildEnv>,
): ShellChanges {
  return Object.fromEntries(
    Object.keys(changes).map((name) => [name, user[name] ?? null]),
  );
}

function withLoopback(value = ''): string {
  const hosts = value.split(',').filter(Boolean);
  const loopback = ['127.0.0.1', 'localhost'];
  return [
    ...hosts.filter((host) => !loopback.includes(host)),
    ...loopback,
  ].join(',');
}

function encode(changes: ShellChanges): string {
  return Buffer.from(JSON.stringify(changes)).toString('base64');
}

function decode(backup: string): ShellChanges {
  const json = Buffer.from(backup, 'base64').toString();
  return parseJson(json, changesSchema, {
    what: `${backupVariable} cannot be read.`,
    next: `open a new shell, or \`unset ${backupVariable}\` and the sandbox's variables, which \`make env\` lists`,
  });
}

/** The lines for `eval`, or in fish for `source`. */
export function formatChanges(changes: ShellChanges, kind: ShellKind): string {
  const lines = Object.entries(changes).map(([name, value]) => {
    if (kind === 'fish') {
      return value === null
        ? `set --erase ${name}`
        : `set --global --export ${name} ${quoteForFish(value)}`;
    }
    return value === null
      ? `unset ${name}`
      : `export ${name}=${quoteForShell(value)}`;
  });
  return lines.map((line) => `${line}\n`).join('');
}
