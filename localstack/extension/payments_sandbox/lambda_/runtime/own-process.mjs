// Node's permission model does not restrict signals, so the function could signal
// every process of the developer, including the emulator.
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
