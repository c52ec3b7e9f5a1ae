import { SandboxError } from '../../output/errors.ts';

/** Why an operation is refused, and how to fix it. */
export interface Objection {
  why: string;
  next: string;
}

/** A guard only checks facts: it makes no calls and changes nothing. */
export type Guard<Facts> = (facts: Facts) => Objection | undefined;

/** @throws SandboxError that lists every objection. */
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
