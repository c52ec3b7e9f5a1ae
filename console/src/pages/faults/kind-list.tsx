import { faultSentences } from '../../faults.ts';

interface KindListProps {
  all: readonly string[];
  chosen: readonly string[];
  /** How many were injected, by kind; undefined while faults are off. */
  injected: Record<string, number> | undefined;
  onChange(chosen: readonly string[]): void;
}

export function KindList({ all, chosen, injected, onChange }: KindListProps) {
  const toggle = (kind: string) =>
    // In the order of the list, however they were chosen.
    onChange(all.filter((each) => (each === kind) !== chosen.includes(each)));
  return (
    <fieldset class="kind-list">
      <legend>Kinds</legend>
      {all.map((kind) => (
        <label key={kind}>
          <input
            type="checkbox"
            checked={chosen.includes(kind)}
            onChange={() => toggle(kind)}
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
