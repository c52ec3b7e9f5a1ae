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
  onChoose(kind: string, isChosen: boolean): void;
  /** Turns the faults on as the plan says, or off. */
  onSend(wanted: 'on' | 'off'): void;
}

export function FaultForm({ state, plan, onSend, ...props }: FaultFormProps) {
  const { onChange, onChoose } = props;
  const { faults, kinds } = state;
  const isOn = faults.faults_enabled;
  const problem = problemOfPlan(plan);
  return (
    <form
      class="panel fault-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSend('on');
      }}
    >
      <label class="fault-switch">
        <input
          type="checkbox"
          role="switch"
          checked={isOn}
          aria-checked={isOn}
          disabled={!isOn && problem !== undefined}
          onChange={({ currentTarget }) =>
            // As the click has left it: `isOn` may be that of an earlier state.
            onSend(currentTarget.checked ? 'on' : 'off')
          }
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
        onChoose={onChoose}
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
          onClick={() => onSend('off')}
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
