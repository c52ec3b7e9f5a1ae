import { downloadEnvironment } from '../system/environment.ts';
import { inRepository } from '../system/paths.ts';
import { run } from '../system/run.ts';

/**
 * Downloads a file in a separate Node, because only a new one reads the user's
 * proxy and certificates, which this process must not use.
 *
 * @throws SandboxError with the reason.
 */
export async function download(url: string, file: string): Promise<void> {
  await run(
    process.execPath,
    [
      '--use-env-proxy',
      '--use-system-ca',
      inRepository('scripts', 'toolchain', 'fetch-file.ts'),
      url,
      file,
    ],
    { env: downloadEnvironment() },
  );
}
