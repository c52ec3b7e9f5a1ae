import { execFileSync } from 'node:child_process';

/** The processes that run a function now, found by their environment. */
export function findFunctionProcesses(functionName: string): number[] {
  // With `e`, ps shows the environment behind the command.
  return execFileSync('ps', ['axeww', '-o', 'pid=,command='], {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  })
    .split('\n')
    .filter((line) =>
      `${line} `.includes(` AWS_LAMBDA_FUNCTION_NAME=${functionName} `),
    )
    .map((line) => Number.parseInt(line, 10));
}

/** `kill -9`, as the kernel does it when memory is short. */
export function killFunction(functionName: string): void {
  const processes = findFunctionProcesses(functionName);
  if (processes.length === 0) {
    throw new Error(`No process runs ${functionName}.`);
  }
  for (const pid of processes) {
    process.kill(pid, 'SIGKILL');
  }
}
