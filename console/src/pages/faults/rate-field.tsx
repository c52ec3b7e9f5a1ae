interface RateFieldProps {
  percent: number;
  onChange(percent: number): void;
}

/** A slider for a rough value, and a number for an exact one. */
export function RateField({ percent, onChange }: RateFieldProps) {
  const take = ({ currentTarget }: { currentTarget: HTMLInputElement }) =>
    onChange(currentTarget.valueAsNumber);
  return (
    <div class="rate-field">
      <label for="rate">Rate</label>
      <input
        id="rate"
        type="range"
        min={1}
        max={100}
        value={percent}
        aria-valuetext={`${percent} percent of calls`}
        onInput={take}
      />
      <input
        class="field"
        type="number"
        min={0.1}
        max={100}
        step="any"
        required
        aria-label="Rate in percent"
        value={Number.isNaN(percent) ? '' : percent}
        onInput={take}
      />
      <span aria-hidden="true">%</span>
    </div>
  );
}
