import { SandboxError } from '../../output/errors.ts';

/** Why something must not go on, and what to do about it. */
export interface Objection {
  why: string;
  next: string;
}

/** A guard looks at facts and nothing else: it can neither call nor change. */
export type Guard<Facts> = (facts: Facts) => Objection | undefined;

/** @throws SandboxError that tells every objection at once. */
export function refuseUnless<Facts>(
  what: string,
  facts: Facts,
  guards: Guard<Facts>[],
): void {
  const objections = guards.flatMap((guard) => guard(facts) ?? []);
  if (objections.length > 0) {
    throw new SandboxError(`Refused: ${what}. Nothing was changed.`, {
      why: objections.map(({ why }) => why).join('\n'),
      next: [...new Set(objections.map(({ next }) => next))].join('; then '),
    });
  }
}
