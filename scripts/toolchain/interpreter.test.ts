import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  vi,
} from 'vitest';
import type { ChildEnv } from '../system/environment.ts';
import { run } from '../system/run.ts';
import { downloadedVersion, ensureInterpreter } from './interpreter.ts';
import { pythonBin } from './python.ts';
import { ensureUv } from './uv.ts';

// A real uv on a machine of files: only what is in `bin` is on PATH.
let uv: string;
let folder: string;
let env: ChildEnv;
beforeAll(async () => {
  uv = await ensureUv();
});
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'interpreter-')));
  mkdirSync(path.join(folder, 'bin'));
  env = { PATH: path.join(folder, 'bin'), HOME: folder };
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** The interpreter below the environment that runs the tests of LocalStack. */
const suitable = realpathSync(pythonBin('python'));

function install(name: string, program: string): string {
  const file = path.join(folder, 'bin', name);
  writeFileSync(file, program);
  chmodSync(file, 0o755);
  return file;
}

/** The archive of a release whose Python is the suitable one, where uv takes it from. */
async function publish(release = { tampered: false }): Promise<void> {
  const files = path.join(folder, 'release');
  const program = path.join(files, 'python/bin/python3.13');
  // uv adapts this file to the folder of the installation.
  const data = path.join(files, 'python/lib/python3.13/_sysconfigdata_.py');
  for (const file of [program, data]) {
    mkdirSync(path.dirname(file), { recursive: true });
  }
  writeFileSync(
    data,
    '# system configuration generated and used by the sysconfig module\nbuild_time_vars = {}\n',
  );
  writeFileSync(program, `#!/bin/sh\nexec '${suitable}' "$@"\n`);
  chmodSync(program, 0o755);
  const archive = path.join(folder, 'python.tar.gz');
  const system = { env: { PATH: '/usr/bin:/bin' } };
  await run('tar', ['-czf', archive, '-C', files, 'python'], system);

  const list = ['python', 'list', '--only-downloads', '--output-format=json'];
  const [download] = JSON.parse(
    await run(uv, [...list, downloadedVersion], { env }),
  );
  const { key, os, arch, libc } = download;
  const [major, minor, patch] = downloadedVersion.split('.').map(Number);
  const sha256 = createHash('sha256').update(readFileSync(archive));
  if (release.tampered) {
    writeFileSync(archive, 'x', { flag: 'a' });
  }
  const downloads = path.join(folder, 'downloads.json');
  const entry = {
    name: 'cpython',
    arch: { family: arch, variant: null },
    ...{ os, libc, major, minor, patch, prerelease: '', variant: null },
    url: pathToFileURL(archive).href,
    sha256: sha256.digest('hex'),
  };
  writeFileSync(downloads, JSON.stringify({ [key]: entry }));
  env = { ...env, UV_PYTHON_DOWNLOADS_JSON_URL: downloads };
}

const ensure = () => ensureInterpreter(uv, env, path.join(folder, 'cpython'));

describe('ensureInterpreter', () => {
  it('takes a suitable one that has only a versioned name', async () => {
    install('python3', '#!/bin/sh\necho Python 3.14.0\n');
    const file = path.join(folder, 'bin', path.basename(suitable));
    symlinkSync(suitable, file);

    expect(realpathSync(await ensure())).toBe(suitable);
    expect(existsSync(path.join(folder, 'cpython'))).toBe(false);
  });

  it('downloads the pinned one if there is none, and says so before', async () => {
    install('python3', '#!/bin/sh\necho Python 3.14.0\n');
    await publish();
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);

    await ensure();

    expect(readdirSync(path.join(folder, 'cpython'))).toContainEqual(
      expect.stringContaining(`cpython-${downloadedVersion}-`),
    );
    expect(stderr.mock.calls[0]?.[0]).toContain(
      `Downloading Python ${downloadedVersion}: none from 3.11 to 3.13 is on this machine`,
    );
    expect(existsSync(path.join(folder, '.local', 'bin'))).toBe(false);
  });

  it('downloads it once', async () => {
    await publish();
    const first = await ensure();
    const stderr = vi.spyOn(process.stderr, 'write');

    expect(await ensure()).toBe(first);
    expect(stderr).not.toHaveBeenCalled();
  });

  it('refuses a release with another SHA-256', async () => {
    await publish({ tampered: true });

    await expect(ensure()).rejects.toMatchObject({
      message: `There is no suitable Python, and ${downloadedVersion} could not be downloaded.`,
      why: expect.stringMatching(/hash mismatch/i),
    });
  });

  it.each([{ UV_PYTHON_DOWNLOADS: 'never' }, { UV_OFFLINE: '1' }])(
    'without a download, %o, says what to install',
    async (setting) => {
      env = { ...env, ...setting };

      await expect(ensure()).rejects.toMatchObject({
        message: `There is no suitable Python, and ${downloadedVersion} could not be downloaded.`,
        why: expect.stringMatching(
          /^LocalStack runs on Python 3\.11 to 3\.13\.\n(.|\n)*(not allowed|connectivity is disabled)/,
        ),
        next: 'install Python 3.11 to 3.13, or check the network, then run the command again',
      });
    },
  );
});
