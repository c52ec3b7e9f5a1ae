// Tries to leave a confinement, and prints the code of each refusal, or 'done'.
const fs = require('node:fs');
const net = require('node:net');

const [file, port, pid] = process.argv.slice(2);

function codeOf(attempt) {
  try {
    attempt();
    return 'done';
  } catch (error) {
    return error.code;
  }
}

const codes = {
  files: codeOf(() => fs.readFileSync(file)),
  existence: codeOf(() => fs.statSync(file)),
  signals: codeOf(() => process.kill(Number(pid), 0)),
};

function connect(address) {
  return new Promise((resolve) => {
    net
      .connect(address)
      .on('connect', () => resolve('done'))
      .on('error', ({ code }) => resolve(code));
  });
}

async function probe() {
  const network = await connect({ port: Number(port), host: '127.0.0.1' });
  // A Unix socket that does not exist: where it may be opened, that is the error.
  const sockets = await connect({ path: `${file}.socket` });
  console.log(JSON.stringify({ ...codes, network, sockets }));
  process.exit();
}

probe();
