import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify, type TomlTable, type TomlValue } from 'smol-toml';
import { z } from 'zod';
import { SandboxError } from '../output/errors.ts';
import {
  type ChildEnv,
  isForDownloads,
  userEnvironment,
} from '../system/environment.ts';
import { writeFileAtomically } from '../system/files.ts';

/**
 * Writes the uv.toml that uv is given in place of the user's own ones. Of those
 * it contains what the user could also set by a variable: where packages come
 * from, but not which versions, or where they are installed.
 */
export function writeUvConfig(file: string, env = userEnvironment()): void {
  const settings = uvConfigs(env)
    .filter((config) => existsSync(config))
    .map((config) => allowedSettings(readToml(config)))
    .reduce(combine, {});
  writeFileAtomically(file, stringify(settings));
}

/** The files that uv reads outside a project; earlier ones take precedence. */
function uvConfigs(env: Readonly<ChildEnv>): string[] {
  if (env.UV_NO_CONFIG) {
    return [];
  }
  if (env.UV_CONFIG_FILE) {
    return [env.UV_CONFIG_FILE];
  }
  const user = env.XDG_CONFIG_HOME || path.join(env.HOME ?? '', '.config');
  const systems = (env.XDG_CONFIG_DIRS || '/etc/xdg').split(':');
  const system = [
    ...systems.map((folder) => path.join(folder, 'uv', 'uv.toml')),
    '/etc/uv/uv.toml',
  ].find((config) => existsSync(config));
  return [path.join(user, 'uv', 'uv.toml'), ...(system ? [system] : [])];
}

const tableSchema = z.record(z.string(), z.custom<TomlValue>());

const configSchema = z
  .object({
    index: z.array(tableSchema).exactOptional(),
    pip: tableSchema.exactOptional(),
  })
  .catchall(z.custom<TomlValue>());

type UvConfig = z.infer<typeof configSchema>;

function readToml(file: string): UvConfig {
  try {
    return configSchema.parse(parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new SandboxError(`${file} could not be read.`, {
      why:
        cause instanceof z.ZodError
          ? z.prettifyError(cause)
          : (cause as Error).message,
      next: 'correct the file, or set UV_NO_CONFIG=1, then run the command again',
      cause,
    });
  }
}

function allowedSettings({ index, pip, ...settings }: UvConfig): UvConfig {
  return {
    ...forDownloads(settings),
    ...(index && { index: index.map(withoutDate) }),
    ...(pip && { pip: forDownloads(pip) }),
  };
}

function forDownloads(settings: TomlTable): TomlTable {
  return Object.fromEntries(
    Object.entries(settings).filter(([key]) =>
      isForDownloads(`UV_${key.toUpperCase().replaceAll('-', '_')}`),
    ),
  );
}

/** An index may hide the releases after a date. */
function withoutDate({ 'exclude-newer': _, ...index }: TomlTable): TomlTable {
  return index;
}

/** As uv combines the user's file with the system's. */
function combine(first: UvConfig, second: UvConfig): UvConfig {
  return {
    ...combineTables(first, second),
    ...(first.pip &&
      second.pip && { pip: combineTables(first.pip, second.pip) }),
  };
}

function combineTables(first: TomlTable, second: TomlTable): TomlTable {
  const combined = { ...second, ...first };
  for (const [key, value] of Object.entries(second)) {
    const own = first[key];
    if (Array.isArray(own) && Array.isArray(value)) {
      combined[key] = [...own, ...value];
    }
  }
  return combined;
}
