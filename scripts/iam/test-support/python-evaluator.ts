import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { localEnvironment } from '../../system/environment.ts';
import { inRepository } from '../../system/paths.ts';
import { pythonBin } from '../../toolchain/python.ts';
import type {
  PolicyCase,
  PolicyVerdict,
} from '../reference/policy-language.ts';

export interface PythonEvaluator {
  judge(
    policyCase: PolicyCase,
  ): Promise<{ identity: PolicyVerdict; resource: PolicyVerdict }>;
  stop(): Promise<void>;
}

/** The extension's evaluator in one process, which answers line by line. */
export function startPythonEvaluator(): PythonEvaluator {
  const child = spawn(
    pythonBin('python'),
    [inRepository('localstack/tests/iam/evaluate_lines.py')],
    {
      env: {
        ...localEnvironment(),
        PYTHONPATH: inRepository('localstack/extension'),
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const lines = createInterface({ input: child.stdout })[
    Symbol.asyncIterator
  ]();
  return {
    async judge(policyCase) {
      child.stdin.write(`${JSON.stringify(policyCase)}\n`);
      const { done, value } = await lines.next();
      if (done) {
        throw new Error('The evaluator ended; its error is above.');
      }
      return JSON.parse(value);
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.stdin.end();
      await ended;
    },
  };
}
