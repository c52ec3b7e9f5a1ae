import { z } from 'zod';
import { parseJson } from '../../system/json.ts';
import type { PolicyDocument } from './policy-language.ts';

const value = z.union([z.string(), z.number(), z.boolean()]).transform(String);
/** AWS accepts a single value in place of a list of one. */
const list = z.union([value.transform((one) => [one]), z.array(value)]);
const lists = z.record(z.string(), list);
const principal = z.union([z.literal('*'), lists]);

const statementSchema = z.object({
  Sid: z.string().exactOptional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: list.exactOptional(),
  NotAction: list.exactOptional(),
  Resource: list.exactOptional(),
  NotResource: list.exactOptional(),
  Principal: principal.exactOptional(),
  NotPrincipal: principal.exactOptional(),
  Condition: z.record(z.string(), lists).exactOptional(),
});

const documentSchema = z.object({
  Version: z.string().exactOptional(),
  Statement: z.preprocess(
    // Other kinds of policy, such as a registry's for lifecycles, have no statements.
    (statements: unknown) => [statements ?? []].flat(),
    z.array(statementSchema),
  ),
});

/**
 * Reads a policy as AWS accepts it.
 *
 * @throws SandboxError with what is wrong with it.
 */
export function readDocument(
  text: string,
  what = 'A policy document cannot be read.',
): PolicyDocument {
  return parseJson(text, documentSchema, {
    what,
    next: "correct the policy; AWS's grammar is at https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
  });
}
