import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { SandboxError } from '../output/errors.ts';
import { inRepository } from '../system/paths.ts';

const settingsSchema = z.object({
  ENGINE: z
    .enum(['auto', 'docker', 'host'], 'one of auto, docker and host')
    .default('auto'),
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
});

function isPort(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) >= 1024 && Number(text) <= 65535;
}

export interface Settings {
  engine: 'auto' | 'docker' | 'host';
  /** Undefined unless chosen: a running emulator's port is used first. */
  port: number | undefined;
  environment: string;
}

const names = Object.keys(settingsSchema.shape);

/** Compose reads these from the same file. */
const composeNames = ['LOCALSTACK_IMAGE', 'LOCALSTACK_AUTH_TOKEN'];

/** Reads ENGINE, PORT and ENV from the environment, else from `.env`. */
export function readSettings(
  environment: NodeJS.ProcessEnv,
  dotEnv = inRepository('.env'),
): Settings {
  const file = readDotEnv(dotEnv);
  const chosen = Object.fromEntries(
    names.map((name) => [name, environment[name] || file[name] || undefined]),
  );
  const result = settingsSchema.safeParse(chosen);
  const problems = [
    ...Object.keys(file)
      .filter((name) => !names.includes(name) && !composeNames.includes(name))
      .map((name) => `\`${name}\` in .env is not a setting.`),
    ...(result.error?.issues ?? []).map(({ path: [name], message }) => {
      const value = chosen[String(name)];
      return `Expected \`${String(name)}\` to be ${message}, got \`${value}\`.`;
    }),
  ];
  if (!result.success || problems.length > 0) {
    throw new SandboxError('The settings cannot be used.', {
      why: problems.join('\n'),
      next: `set ${names.join(', ')} as in \`make local-up PORT=4576\`, or in .env`,
    });
  }
  const { ENGINE, PORT, ENV } = result.data;
  return { engine: ENGINE, port: PORT, environment: ENV };
}

function readDotEnv(file: string): NodeJS.Dict<string> {
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
}
