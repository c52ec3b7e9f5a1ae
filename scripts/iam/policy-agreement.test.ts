import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensurePython } from '../toolchain/python.ts';
import { judge } from './reference/evaluator.ts';
import { policyCases } from './test-support/arbitrary-policy.ts';
import {
  type PythonEvaluator,
  startPythonEvaluator,
} from './test-support/python-evaluator.ts';

// To repeat a failure: SEED=<seed> vitest run --project unit scripts/iam
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const numRuns = Number(process.env.RUNS ?? 10_000);

let python: PythonEvaluator;

beforeAll(async () => {
  await ensurePython('dev');
  python = startPythonEvaluator();
});

afterAll(() => python.stop());

/** docs/iam-policies.md quotes AWS where evaluators of policies differ. */
describe('the policy evaluator', () => {
  it(`agrees with the reference on ${numRuns} pairs, seed ${seed}`, async () => {
    const counts: Record<string, number> = {};

    await fc.assert(
      fc.asyncProperty(policyCases, async (policyCase) => {
        const { identityPolicy, resourcePolicy, request } = policyCase;
        const expected = {
          identity: judge(identityPolicy, request, 'identity'),
          resource: judge(resourcePolicy, request, 'resource'),
        };
        for (const verdict of Object.values(expected)) {
          counts[verdict] = (counts[verdict] ?? 0) + 1;
        }

        expect(await python.judge(policyCase)).toEqual(expected);
      }),
      { seed, numRuns },
    );

    // Every verdict is exercised, and few cases end undecided.
    expect(counts.allowed).toBeGreaterThan(numRuns / 10);
    expect(counts.denied).toBeGreaterThan(numRuns / 20);
    expect(counts['not mentioned']).toBeGreaterThan(numRuns / 10);
    expect(counts.unsupported).toBeLessThan(numRuns / 5);
  });
});
