// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of policy variables.

import type { PolicyRequest } from './policy-language.ts';

/** `undefined` if AWS documents no result, so that it is not evaluated. */
export type Truth = boolean | undefined;

export function and(truths: Truth[]): Truth {
  if (truths.includes(false)) {
    return false;
  }
  return truths.includes(undefined) ? undefined : true;
}

export function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

export function or(truths: Truth[]): Truth {
  return not(and(truths.map(not)));
}

/** One character of a pattern, or a wildcard that may exclude a character. */
export interface Part {
  literal?: string;
  wildcard?: '*' | '?';
  except?: string;
}

/** A text with wildcards and without variables. */
export function textPattern(text: string): Part[] {
  return [...text].map((character) =>
    character === '*' || character === '?'
      ? { wildcard: character }
      : { literal: character },
  );
}

export function glob(pattern: Part[], text: string): boolean {
  const [part, ...rest] = pattern;
  if (!part) {
    return text === '';
  }
  const first = text[0];
  if (part.literal !== undefined) {
    return first === part.literal && glob(rest, text.slice(1));
  }
  const consumes = first !== undefined && first !== part.except;
  if (part.wildcard === '?') {
    return consumes && glob(rest, text.slice(1));
  }
  return glob(rest, text) || (consumes && glob(pattern, text.slice(1)));
}

export function literalText(pattern: Part[]): string {
  return pattern.map(({ literal, wildcard }) => literal ?? wildcard).join('');
}

/**
 * Replaces the variables; undefined if one has no value, which nothing equals.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function resolveText(
  text: string,
  { context }: PolicyRequest,
  hasVariables: boolean,
): Part[] | undefined {
  if (!hasVariables) {
    return textPattern(text);
  }
  const pattern: Part[] = [];
  for (const [index, piece] of text.split('${').entries()) {
    const end = index === 0 ? -1 : piece.indexOf('}');
    const value =
      index === 0 ? '' : resolveVariable(piece.slice(0, end), context);
    if (value === undefined) {
      return undefined;
    }
    pattern.push(
      ...[...value].map((literal) => ({ literal })),
      ...textPattern(piece.slice(end + 1)),
    );
  }
  return pattern;
}

function resolveVariable(
  variable: string,
  context: PolicyRequest['context'],
): string | undefined {
  if (['*', '?', '$'].includes(variable)) {
    return variable;
  }
  const [name = '', fallback] = variable.split(', ');
  const value = valueFor(name, context);
  // "Has no value or is not present": an empty text is no value.
  return typeof value === 'string' && value !== ''
    ? value
    : fallback?.slice(1, -1);
}

/** Names of keys are case-insensitive. */
export function valueFor(
  key: string,
  context: PolicyRequest['context'],
): string | string[] | undefined {
  return Object.entries(context).find(
    ([name]) => name.toLowerCase() === key.toLowerCase(),
  )?.[1];
}
