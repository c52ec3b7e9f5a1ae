// A function that attacks the machine it runs on. Each attack that succeeds is reported as
// 'done', any other by the code of its error.
import { execSync, spawnSync } from 'node:child_process';
import dgram from 'node:dgram';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

function connect(address) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(address);
    socket.on('error', reject).on('connect', () => resolve(socket.destroy()));
  });
}

function listen(address) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject).listen(address, () => resolve(server.close()));
  });
}

function send(port, address) {
  return new Promise((resolve, reject) => {
    const socket = dgram.createSocket('udp4').on('error', reject);
    socket.send('x', port, address, (error) =>
      error ? reject(error) : resolve(socket.close()),
    );
  });
}

/** A child of Node does not have the runtime's own guards, but the same limits. */
function inChild(statement) {
  const script = `try { ${statement} } catch (e) { console.log(e.code) }`;
  const { error, stdout } = spawnSync(process.execPath, ['-e', script], {
    encoding: 'utf8',
  });
  const code = stdout?.trim();
  if (error || code) {
    throw error ?? { code };
  }
}

const attacks = {
  files: {
    'reads an AWS key': ({ home }) =>
      fs.readFileSync(`${home}/.aws/credentials`),
    'reads an SSH key': ({ home }) =>
      fs.readFileSync(`${home}/.ssh/id_ed25519`),
    'lists the home folder': ({ home }) => fs.readdirSync(home),
    "reads the emulator's variables": ({ pid }) =>
      fs.readFileSync(`/proc/${pid}/environ`),
    "reads the emulator's command line": ({ pid }) =>
      fs.readFileSync(`/proc/${pid}/cmdline`),
    'lists the processes': () => fs.readdirSync('/proc'),
    "reads another function's code": ({ other }) =>
      fs.readFileSync(`${other.code}/index.mjs`),
    "lists another function's files": ({ other }) =>
      fs.readdirSync(other.files),
    'reads the checkout': ({ checkout }) =>
      fs.readFileSync(`${checkout}/package.json`),
    'reads the extension': ({ checkout }) =>
      fs.readdirSync(`${checkout}/localstack/extension/payments_sandbox`),
    "lists every function's files": ({ other }) => {
      const { dir, base } = path.parse(other.files);
      // In a private root folder, that folder has the function's own files.
      if (!fs.readdirSync(dir).includes(base)) {
        throw Object.assign(new Error(), { code: 'ENOENT' });
      }
    },
    'follows a link out': ({ home }) => {
      fs.symlinkSync(home, `${os.tmpdir()}/out`);
      fs.readdirSync(`${os.tmpdir()}/out/.ssh`);
    },
    'reads in a child': ({ home }) =>
      inChild(`fs.readdirSync(${JSON.stringify(home)})`),
    'starts a program': () => {
      const { error } = spawnSync('true');
      if (error) {
        throw error;
      }
    },
    'starts a shell': () => execSync('true'),
    'changes its own code': () => fs.appendFileSync(import.meta.filename, '//'),
    'writes a file': ({ home }) => fs.writeFileSync(`${home}/new`, 'x'),
    'writes a folder': ({ home }) => fs.mkdirSync(`${home}/folder`),
    'writes a link': ({ home }) => fs.symlinkSync('/', `${home}/link`),
    'writes a database': ({ home }) =>
      new DatabaseSync(`${home}/db`).exec('create table t (id)'),
    'moves a file out': ({ home }) => {
      fs.writeFileSync(`${os.tmpdir()}/own`, 'x');
      fs.renameSync(`${os.tmpdir()}/own`, `${home}/moved`);
    },
    'removes a file': ({ home }) => fs.rmSync(`${home}/.aws/credentials`),
  },
  network: {
    'connects to a port': ({ port }) => connect({ port, host: '127.0.0.1' }),
    'connects over IPv6': ({ port }) => connect({ port, host: '::1' }),
    'connects past loopback': ({ port, address }) =>
      connect({ port, host: address }),
    'connects to another Runtime API': ({ other }) =>
      connect({ port: other.port, host: '127.0.0.1' }),
    'connects in a child': ({ port }) =>
      inChild(
        `net.connect(${port}, '127.0.0.1', () => process.exit())
          .on('error', (e) => console.log(e.code))`,
      ),
  },
  signals: {
    'asks if the emulator runs': ({ pid }) =>
      inChild(`process.kill(${pid}, 0)`),
    'ends the emulator': ({ pid }) => inChild(`process.kill(${pid})`),
  },
  sockets: {
    'connects to a Unix socket': ({ home }) =>
      connect({ path: `${home}/socket` }),
    'connects to an abstract Unix socket': ({ abstract }) =>
      connect({ path: `\0${abstract}` }),
    'sends a packet': ({ port, address }) => send(port, address),
    'listens on a port': () => listen({ port: 0, host: '127.0.0.1' }),
    'listens on a Unix socket': () => listen({ path: `${os.tmpdir()}/own` }),
  },
  existence: {
    'sees a key': ({ home }) => fs.statSync(`${home}/.ssh/id_ed25519`),
    'sees the home folder': ({ home }) => fs.statSync(home),
    'sees the checkout': ({ checkout }) => fs.statSync(checkout),
    "sees another function's code": ({ other }) => fs.statSync(other.code),
    "sees another function's files": ({ other }) => fs.statSync(other.files),
    'sees the emulator': ({ pid }) => fs.statSync(`/proc/${pid}`),
    'sees a file past its temporary folder': ({ checkout }) =>
      fs.statSync(`${os.tmpdir()}${'/..'.repeat(20)}${checkout}`),
    'sees a file past an open folder': ({ checkout }) => {
      for (const descriptor of fs.readdirSync('/proc/self/fd')) {
        for (const up of ['', '/..', '/../..', '/../../..']) {
          if (fs.existsSync(`/proc/self/fd/${descriptor}${up}${checkout}`)) {
            return;
          }
        }
      }
      // Without a private root folder there is no need for such a way.
      fs.statSync(checkout);
    },
  },
  // Nothing refuses these.
  open: {
    'connects to the same port of another address': ({ gateway, address }) =>
      connect({ port: gateway, host: address }),
  },
};

export async function handler({ area, target }) {
  const codes = {};
  for (const [name, attack] of Object.entries(attacks[area])) {
    try {
      await attack(target);
      codes[name] = 'done';
    } catch (error) {
      codes[name] = error.code ?? error.message;
    }
  }
  return codes;
}
