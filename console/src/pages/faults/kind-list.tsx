import { faultSentences } from '../../faults.ts';

interface KindListProps {
  all: readonly string[];
  chosen: readonly string[];
  /** How many were injected, by kind; undefined while faults are off. */
  injected: Record<string, number> | undefined;
  onChoose(kind: string, isChosen: boolean): void;
}

export function KindList({ all, chosen, injected, onChoose }: KindListProps) {
  return (
    <fieldset class="kind-list">
      <legend>Kinds</legend>
      {all.map((kind) => (
        <label key={kind}>
          <input
            type="checkbox"
            checked={chosen.includes(kind)}
            onChange={({ currentTarget }) =>
              onChoose(kind, currentTarget.checked)
            }
          />
          <span>
            <code class="kind">{kind}</code> {faultSentences[kind]}
          </span>
          <span class="injected">
            {injected && `${injected[kind] ?? 0} injected`}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
