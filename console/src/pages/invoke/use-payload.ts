import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { RequestForm } from '../../../../scripts/console/contract.ts';
import { check, type Findings } from './check.ts';
import {
  type Field,
  fromFieldText,
  toVariants,
  type Variant,
  variantOf,
  withField,
} from './form.ts';
import { type Parsed, parsePayload } from './parse.ts';

/** The payload as JSON text, and as the fields of a form: both always agree. */
export interface PayloadState {
  text: string;
  parsed: Parsed;
  variants: readonly Variant[];
  variant: number;
  findings: Findings;
  setText(text: string): void;
  setField(field: Field, text: string): void;
  /** Changes the kind of request; what was typed for the other kind comes back with it. */
  setVariant(index: number): void;
}

export function usePayload(form: RequestForm): PayloadState {
  const variants = useMemo(() => toVariants(form.schema), [form]);
  const text = useSignal(toText(form.presets[0]?.payload ?? {}));
  // An empty object does not show which kind it is.
  const chosen = useSignal(0);
  const left = useMemo(() => new Map<number, string>(), []);
  const parsed = useMemo(() => parsePayload(text.value), [text.value]);
  const value = parsed.isJson ? parsed.value : undefined;
  const variant = useMemo(
    () => variantOf(variants, value, chosen.value),
    [variants, value, chosen.value],
  );
  const setVariant = (index: number) => {
    left.set(variant, text.value);
    chosen.value = index;
    text.value = left.get(index) ?? '{}';
  };
  const current = variants[variant] ?? { title: '', schema: {}, fields: [] };
  return {
    text: text.value,
    parsed,
    variants,
    variant,
    findings: useMemo(() => check(current, value), [current, value]),
    setText(changed) {
      text.value = changed;
    },
    setField(field, typed) {
      const changed = fromFieldText(field, typed);
      text.value = toText(withField(value, field.name, changed));
    },
    setVariant,
  };
}

export function toText(payload: unknown): string {
  return JSON.stringify(payload, null, 2);
}
