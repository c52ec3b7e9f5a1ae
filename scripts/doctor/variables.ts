import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from '../output/findings.ts';
import { type ChildEnv, userEnvironment } from '../system/environment.ts';
import { isWritableFolder } from '../system/writable-folder.ts';

/** Settings that break a command or a download, and that it cannot ignore. */
export async function checkVariables(
  variables: Readonly<ChildEnv> = userEnvironment(),
): Promise<Finding[]> {
  return [
    ...checkHome(variables),
    ...checkCertificates(variables),
    ...checkTemporaryFolder(variables),
  ];
}

function checkHome({ HOME }: ChildEnv): Finding[] {
  return HOME && !canBeWritten(HOME)
    ? [
        {
          status: 'error',
          name: 'HOME',
          detail: `${HOME} cannot be written, and \`make setup\` keeps the caches of its downloads there`,
          fix: '`export HOME=<a folder that you can write>`',
        },
      ]
    : [];
}

/** True for a folder that the programs will create, too. */
function canBeWritten(folder: string): boolean {
  return existsSync(folder)
    ? isWritableFolder(folder)
    : canBeWritten(path.dirname(path.resolve(folder)));
}

const certificates = [
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
];

function checkCertificates(variables: ChildEnv): Finding[] {
  return certificates.flatMap((name) => {
    const file = variables[name];
    return file && !existsSync(file)
      ? [
          {
            status: 'error' as const,
            name,
            detail: `names ${file}, which does not exist: downloads may fail`,
            fix: `\`unset ${name}\`, or name an existing file`,
          },
        ]
      : [];
  });
}

function checkTemporaryFolder({ TMPDIR }: ChildEnv): Finding[] {
  return TMPDIR && !isWritableFolder(TMPDIR)
    ? [
        {
          status: 'info',
          name: 'TMPDIR',
          detail: `${TMPDIR} is not a folder that you can write: ignored`,
        },
      ]
    : [];
}
