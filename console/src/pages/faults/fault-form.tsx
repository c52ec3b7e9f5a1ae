import type { FaultState } from '../../../../scripts/console/contract.ts';
import { makeCommand } from '../../commands.ts';
import { CopyAs } from '../../parts/copy-as.tsx';
import { type Plan, problemOfPlan, toOptions } from './fault-plan.ts';
import { KindList } from './kind-list.tsx';
import { RateField } from './rate-field.tsx';

interface FaultFormProps {
  state: FaultState;
  plan: Plan;
  onChange(changes: Partial<Plan>): void;
  /** Without a plan, turns the faults off. */
  onSend(plan: Plan | undefined): void;
}

export function FaultForm({ state, plan, onChange, onSend }: FaultFormProps) {
  const { faults, kinds } = state;
  const isOn = faults.faults_enabled;
  const problem = problemOfPlan(plan);
  return (
    <form
      class="panel fault-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSend(plan);
      }}
    >
      <label class="fault-switch">
        <input
          type="checkbox"
          role="switch"
          checked={isOn}
          aria-checked={isOn}
          disabled={!isOn && problem !== undefined}
          onChange={() => onSend(isOn ? undefined : plan)}
        />
        <strong>{isOn ? 'Faults are on' : 'Faults are off'}</strong>
        {isOn && (
          <span class="quiet">
            {planText(faults.rate, faults.seed, faults.kinds.length)}
          </span>
        )}
      </label>
      <RateField
        percent={plan.percent}
        onChange={(percent) => onChange({ percent })}
      />
      <label class="fault-seed">
        Seed
        <input
          class="field mono"
          value={plan.seed}
          placeholder="random"
          onInput={({ currentTarget }) =>
            onChange({ seed: currentTarget.value })
          }
        />
        <span class="quiet">The same seed gives the same faults.</span>
      </label>
      <KindList
        all={kinds}
        chosen={plan.kinds}
        injected={isOn ? faults.injected : undefined}
        onChange={(chosen) => onChange({ kinds: chosen })}
      />
      {problem && (
        <p class="fault-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="fault-actions">
        <button
          type="submit"
          class="button primary"
          disabled={problem !== undefined}
        >
          {isOn ? 'Apply' : 'Turn on'}
        </button>
        <button
          type="button"
          class="button"
          disabled={!isOn}
          onClick={() => onSend(undefined)}
        >
          Turn off
        </button>
        <CopyAs
          make={
            problem ? undefined : makeCommand('faults', toOptions(plan, kinds))
          }
        />
      </div>
    </form>
  );
}

function planText(rate: number, seed: string, kinds: number): string {
  return `${Number((rate * 100).toFixed(6))} % of calls, seed ${seed}, ${kinds} ${kinds === 1 ? 'kind' : 'kinds'}`;
}
