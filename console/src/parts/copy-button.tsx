import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { announce } from './announce.tsx';

const shownMs = 1500;

interface CopyButtonProps {
  text: string;
  /** The accessible name: what is copied. */
  label: string;
  children?: ComponentChildren;
}

export function CopyButton({ text, label, children }: CopyButtonProps) {
  const outcome = useSignal<'copied' | 'refused' | undefined>(undefined);
  const copy = async () => {
    outcome.value = (await copyText(text)) ? 'copied' : 'refused';
    announce(
      outcome.value === 'copied' ? 'Copied' : `Not copied. Copy it: ${text}`,
    );
    setTimeout(() => {
      outcome.value = undefined;
    }, shownMs);
  };
  return (
    <button
      type="button"
      class="button small copy"
      aria-label={label}
      title={text}
      data-outcome={outcome.value}
      onClick={copy}
    >
      <span class="copy-label">{children ?? 'Copy'}</span>
      {outcome.value && (
        <span class="copy-outcome" aria-hidden="true">
          {outcome.value === 'copied' ? 'Copied' : 'Not allowed'}
        </span>
      )}
    </button>
  );
}

/** False if the browser refuses. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
