import { isWritableFolder } from './writable-folder.ts';

/**
 * The environments of child processes. They are built from allow-lists, so that
 * no profile, key, proxy or endpoint leaks in.
 */

const everyday = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'TERM',
  'COLUMNS',
  'TMPDIR',
  'LANG',
  'LC_ALL',
  'LC_CTYPE',
  'TZ',
  'CI',
  'NO_COLOR',
  'FORCE_COLOR',
  'TF_PROVIDER_MIRROR',
];

const dockerClient =
  /^(DOCKER_|XDG_RUNTIME_DIR$|LOCALSTACK_(IMAGE|AUTH_TOKEN)$)/;

const desktop =
  /^((WAYLAND_)?DISPLAY|XAUTHORITY|DBUS_SESSION_BUS_ADDRESS|BROWSER|DESKTOP_SESSION|(XDG|KDE|GNOME)_.*)$/;

const downloads = new RegExp(
  `^(${[
    '(HTTPS?|ALL|NO)_PROXY',
    'SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE',
    'NODE_EXTRA_CA_CERTS|NODE_USE_ENV_PROXY',
    '(npm_config|JGO|CJDK|XDG)_.*|JAVA_HOME|M2_REPO',
    // Where packages come from. PIP_USER, PIP_PREFIX, UV_CONSTRAINT and others
    // would install them elsewhere, or in other versions.
    'PIP_(INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS|NO_INDEX|TRUSTED_HOST|CONFIG_FILE)',
    'PIP_(CERT|CLIENT_CERT|PROXY|TIMEOUT|DEFAULT_TIMEOUT|RETRIES|CACHE_DIR|NO_CACHE_DIR|KEYRING_PROVIDER|DISABLE_PIP_VERSION_CHECK)',
    'UV_(INDEX|INDEX_URL|INDEX_STRATEGY|DEFAULT_INDEX|EXTRA_INDEX_URL|FIND_LINKS|NO_INDEX|OFFLINE|INDEX_.*_(USERNAME|PASSWORD))',
    'UV_PYTHON_(DOWNLOADS|INSTALL_MIRROR)',
    'UV_(NATIVE_TLS|SYSTEM_CERTS|INSECURE_HOST|KEYRING_PROVIDER|HTTP_TIMEOUT|HTTP_RETRIES|REQUEST_TIMEOUT|CACHE_DIR|NO_CACHE)',
    // Only in uv.toml.
    'UV_(ALLOW_INSECURE_HOST|(HTTP|HTTPS|NO)_PROXY)',
  ].join('|')})$`,
  'i',
);

/** The variables that a child process is started with. */
export type ChildEnv = Record<string, string>;

let setAside: Readonly<ChildEnv> | undefined;

/** The environment that the user started the command with. */
export function userEnvironment(): Readonly<ChildEnv> {
  return setAside ?? definedVariables(process.env);
}

function definedVariables(variables: NodeJS.Dict<string>): ChildEnv {
  return Object.fromEntries(
    Object.entries(variables).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}

// Terraform fails without a folder for its plug-ins' sockets; the system has one.
function pick(allowed: (name: string) => boolean): ChildEnv {
  return Object.fromEntries(
    Object.entries(userEnvironment()).filter(
      ([name, value]) =>
        allowed(name) && !(name === 'TMPDIR' && !isWritableFolder(value)),
    ),
  );
}

/** Whether a set-up step may be given a variable of this name. */
export function isForDownloads(name: string): boolean {
  return downloads.test(name);
}

/** Whether some child process may be given a variable of this name. */
export function isForChildren(name: string): boolean {
  return (
    everyday.includes(name) ||
    dockerClient.test(name) ||
    desktop.test(name) ||
    downloads.test(name) ||
    /^(AWS|SANDBOX)_/.test(name)
  );
}

/** For everything that talks to the emulator: nothing of AWS, no proxy. */
export function localEnvironment(): ChildEnv {
  return {
    ...pick((name) => everyday.includes(name)),
    // The developer's own profiles and config files must not be found either.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    // Otherwise Terraform, also below tflocal, checks for a newer version.
    CHECKPOINT_DISABLE: '1',
  };
}

/** For set-up steps that download packages: with proxies and CA settings. */
export function downloadEnvironment(): ChildEnv {
  const environment = pick(
    (name) => everyday.includes(name) || downloads.test(name),
  );
  const { SSL_CERT_FILE: certificates } = environment;
  return {
    // The download of DynamoDB Local uses Python's requests, which reads only this.
    ...(certificates && { REQUESTS_CA_BUNDLE: certificates }),
    ...environment,
  };
}

/** For the docker client, which uses the user's contexts and sockets. */
export function dockerEnvironment(): ChildEnv {
  return pick((name) => everyday.includes(name) || dockerClient.test(name));
}

/** For a program of the user's desktop, such as the default browser. */
export function desktopEnvironment(): ChildEnv {
  return pick((name) => everyday.includes(name) || desktop.test(name));
}

export const endpointVariable = /^AWS_ENDPOINT_URL/;

/** For promotion: the user's own credentials, region and proxies. */
export function awsEnvironment(): ChildEnv {
  return {
    ...pick(
      (name) =>
        everyday.includes(name) ||
        downloads.test(name) ||
        (name.startsWith('AWS_') && !endpointVariable.test(name)),
    ),
    // A profile may name an emulator's endpoint too.
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
  };
}

/**
 * What an AWS SDK, the CLI or Terraform needs to talk to the emulator. LocalStack
 * uses an access key id of twelve digits as the account id.
 */
export function emulatorCredentials(
  {
    endpoint,
    secretAccessKey,
  }: {
    endpoint: string;
    secretAccessKey: string;
  },
  accountId: string,
): ChildEnv {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: accountId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
}

/** Removes every variable from this process that the command must not use. */
export function enterEnvironment(environment: ChildEnv): void {
  setAside = Object.freeze(userEnvironment());
  for (const name of Object.keys(process.env)) {
    delete process.env[name];
  }
  Object.assign(process.env, environment);
}
