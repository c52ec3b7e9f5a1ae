import { type Mark as MarkName, marks } from './marks.ts';

/** How a payment compares, by sign, word and colour. */
export function Mark({ mark }: { mark: MarkName }) {
  const { icon, tone, means } = marks[mark];
  return (
    <span class="mark" data-tone={tone} title={means}>
      <span aria-hidden="true">{icon}</span> {mark}
    </span>
  );
}
