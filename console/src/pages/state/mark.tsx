import type { ComponentChildren } from 'preact';

export type Look = 'ok' | 'warning' | 'failed' | 'unknown';

const icons: Record<Look, string> = {
  ok: '✔',
  warning: '▲',
  failed: '✘',
  unknown: '–',
};

/** A sign in front of words that say the same. */
export function StateMark(props: { look: Look; children: ComponentChildren }) {
  return (
    <span class="state-mark" data-look={props.look}>
      <span aria-hidden="true">{icons[props.look]}</span> {props.children}
    </span>
  );
}
