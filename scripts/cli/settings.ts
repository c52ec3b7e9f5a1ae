import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { inRepository } from '../system/paths.ts';
import { integer, type OptionValues, oneOf } from './options.ts';

/** The options that every command takes, and that `.env` may hold. */
export const settingOptions = {
  ENGINE: oneOf(['auto', 'docker', 'host']).default('auto'),
  PORT: z
    .string()
    .refine(isPort, 'a port number from 1024 to 65535')
    .transform(Number)
    .optional(),
  ENV: z
    .string()
    .regex(
      /^(?=.{1,17}$)[a-z0-9]+(-[a-z0-9]+)*$/,
      'at most 17 lower-case letters, digits and single hyphens',
    )
    .default('local'),
  /** `aws`: functions run in AWS's own runtime images, with Docker. */
  LAMBDA_RUNTIME: oneOf(['process', 'aws']).default('process'),
  /** Seconds between automatic saves of a changed state; 0 for none. */
  AUTOSAVE: integer({ min: 0, max: 86_400 }).default(60),
  /** `0`: the emulator records no requests. */
  SANDBOX_TRACE: oneOf(['0', '1']).default('1'),
};

function isPort(value: string): boolean {
  return /^\d+$/.test(value) && Number(value) >= 1024 && Number(value) <= 65535;
}

export interface Settings {
  engine: 'auto' | 'docker' | 'host';
  /** Undefined unless chosen: a running emulator's port is used first. */
  port: number | undefined;
  envName: string;
  lambdaRuntime: 'process' | 'aws';
  autosaveSeconds: number;
  /** Whether the emulator records requests, for `make requests`. */
  recordsRequests: boolean;
}

export function toSettings({
  ENGINE,
  PORT,
  ENV,
  LAMBDA_RUNTIME,
  AUTOSAVE,
  SANDBOX_TRACE,
}: OptionValues<typeof settingOptions>): Settings {
  return {
    engine: ENGINE,
    port: PORT,
    envName: ENV,
    lambdaRuntime: LAMBDA_RUNTIME,
    autosaveSeconds: AUTOSAVE,
    recordsRequests: SANDBOX_TRACE === '1',
  };
}

/** Compose reads these from the same file. */
const composeNames = ['LOCALSTACK_IMAGE', 'LOCALSTACK_AUTH_TOKEN'];

/** A setting, a comment or nothing: `parseEnv` skips any other line silently. */
const dotEnvLine = /^\s*(#.*|(export\s+)?[\w.-]+\s*=.*)?$/;

/** The values in `.env`, and the problems with its lines and names. */
export function readDotEnv(file = inRepository('.env')): {
  values: NodeJS.Dict<string>;
  problems: string[];
} {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const values = parseEnv(text);
  const known = [...Object.keys(settingOptions), ...composeNames];
  // Without the line itself, which may hold a token.
  const badLines = text
    .split(/\r?\n/)
    .flatMap((line, index) =>
      dotEnvLine.test(line)
        ? []
        : [`Line ${index + 1} of .env is not \`NAME=value\`.`],
    );
  const badNames = Object.keys(values)
    .filter((name) => !known.includes(name))
    .map((name) => `\`${name}\` in .env is not a setting.`);
  return { values, problems: [...badLines, ...badNames] };
}
