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
  signals: codeOf(() => process.kill(Number(pid), 0)),
};

function finish(network) {
  console.log(JSON.stringify({ ...codes, network }));
  process.exit();
}

net
  .connect(Number(port), '127.0.0.1')
  .on('connect', () => finish('done'))
  .on('error', ({ code }) => finish(code));
