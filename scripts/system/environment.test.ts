import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const ofAws = {
  AWS_PROFILE: 'production',
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_SESSION_TOKEN: 'token',
  AWS_ENDPOINT_URL: 'https://elsewhere.example',
  AWS_ENDPOINT_URL_S3: 'https://elsewhere.example',
  AWS_CA_BUNDLE: '/etc/ca.pem',
};
const ofTerraform = {
  TF_CLI_CONFIG_FILE: '/missing.tfrc',
  TF_CLI_ARGS: '-destroy',
  TF_DATA_DIR: '/elsewhere',
  TF_VAR_environment: 'production',
  TF_WORKSPACE: 'production',
};
const ofNode = { NODE_OPTIONS: '--use-env-proxy' };
const ofDownloads = {
  HTTP_PROXY: 'http://proxy.example:3128',
  https_proxy: 'http://proxy.example:3128',
  PIP_INDEX_URL: 'https://pypi.example/simple',
  PIP_DEFAULT_TIMEOUT: '60',
  UV_INDEX_URL: 'https://pypi.example/simple',
  UV_PYTHON_DOWNLOADS: 'never',
  UV_PYTHON_INSTALL_MIRROR: 'https://mirror.example',
  SSL_CERT_FILE: '/etc/ca.pem',
  REQUESTS_CA_BUNDLE: '/etc/ca.pem',
};
/** They would install packages elsewhere, or others than the pinned ones. */
const ofInstallers = {
  PIP_USER: '1',
  PIP_PREFIX: '/usr/local',
  PIP_TARGET: '/elsewhere',
  PIP_CONSTRAINT: '/constraints.txt',
  PIP_NO_BINARY: ':all:',
  PIP_REQUIRE_VIRTUALENV: '1',
  UV_CONSTRAINT: '/constraints.txt',
  UV_EXCLUDE_NEWER: '2020-01-01',
  UV_PYTHON: '3.9',
  UV_SYSTEM_PYTHON: '1',
};
const ofEveryDay = { PATH: '/bin', HOME: '/home/me', LANG: 'C.UTF-8' };
const ofDocker = { DOCKER_HOST: 'unix:///run/docker.sock' };

/** The module keeps the environment that it was loaded with, so each test reloads it. */
async function load() {
  vi.resetModules();
  return import('./environment.ts');
}

beforeEach(() => {
  vi.stubGlobal('process', {
    ...process,
    env: {
      ...ofAws,
      ...ofTerraform,
      ...ofNode,
      ...ofDownloads,
      ...ofInstallers,
      ...ofDocker,
      ...ofEveryDay,
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('localEnvironment', () => {
  it('passes nothing of AWS, Terraform, Node, Docker or a proxy', async () => {
    const { localEnvironment } = await load();

    expect(localEnvironment()).toEqual({
      ...ofEveryDay,
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      CHECKPOINT_DISABLE: '1',
    });
  });
});

describe('every environment', () => {
  it.each(['/missing/folder', '/etc/passwd'])(
    'has no TMPDIR=%s, where nothing can be written',
    async (folder) => {
      process.env.TMPDIR = folder;
      const {
        awsEnvironment,
        dockerEnvironment,
        downloadEnvironment,
        localEnvironment,
      } = await load();

      for (const environment of [
        localEnvironment,
        downloadEnvironment,
        dockerEnvironment,
        awsEnvironment,
      ]) {
        expect(environment()).not.toHaveProperty('TMPDIR');
      }
    },
  );

  it('keeps a TMPDIR that can be written', async () => {
    process.env.TMPDIR = tmpdir();
    const { localEnvironment } = await load();

    expect(localEnvironment()).toHaveProperty('TMPDIR', tmpdir());
  });
});

describe('downloadEnvironment', () => {
  it('adds proxies, certificates and package indexes, and no more', async () => {
    const { downloadEnvironment } = await load();

    expect(downloadEnvironment()).toEqual({ ...ofEveryDay, ...ofDownloads });
  });

  it.each([
    [undefined, '/etc/company.pem'],
    ['/etc/other.pem', '/etc/other.pem'],
  ])(
    'gives requests the certificates of OpenSSL unless it has %s',
    async (own, used) => {
      process.env.SSL_CERT_FILE = '/etc/company.pem';
      delete process.env.REQUESTS_CA_BUNDLE;
      if (own) {
        process.env.REQUESTS_CA_BUNDLE = own;
      }
      const { downloadEnvironment } = await load();

      expect(downloadEnvironment()).toHaveProperty('REQUESTS_CA_BUNDLE', used);
    },
  );
});

describe('dockerEnvironment', () => {
  it('adds what the docker client reads', async () => {
    const { dockerEnvironment } = await load();

    expect(dockerEnvironment()).toMatchObject({ ...ofEveryDay, ...ofDocker });
    expect(dockerEnvironment()).not.toHaveProperty('AWS_PROFILE');
  });
});

describe('desktopEnvironment', () => {
  it('adds what finds the display and the default browser', async () => {
    const ofDesktop = {
      DISPLAY: ':0',
      WAYLAND_DISPLAY: 'wayland-0',
      XAUTHORITY: '/run/xauth',
      XDG_CURRENT_DESKTOP: 'GNOME',
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/bus',
    };
    Object.assign(process.env, ofDesktop);
    const { desktopEnvironment } = await load();

    expect(desktopEnvironment()).toEqual({ ...ofEveryDay, ...ofDesktop });
  });
});

describe('awsEnvironment', () => {
  it('passes the credentials, but no endpoint and nothing of Terraform', async () => {
    const { awsEnvironment } = await load();

    const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3, ...credentials } = ofAws;
    expect(awsEnvironment()).toEqual({
      ...ofEveryDay,
      ...ofDownloads,
      ...credentials,
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
    });
  });
});
