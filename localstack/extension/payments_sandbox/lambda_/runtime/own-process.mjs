// Node's permission model stops no signal, and every process of the developer
// can be reached by one: the emulator too.
const { pid, _kill: kill } = process;
const notPermitted = -1;

function fix(name, value) {
  Object.defineProperty(process, name, {
    value,
    writable: false,
    configurable: false,
  });
}

// Below `process.kill`, which turns the number into EPERM.
fix('_kill', (target, signal) =>
  target === pid ? kill(target, signal) : notPermitted,
);
fix('_debugProcess', () => {
  throw new Error('A function cannot debug a process.');
});
