import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { LoadResult } from '../../../../scripts/console/contract.ts';
import { call } from '../../api.ts';
import { makeCommand } from '../../commands.ts';
import { useActions } from '../../parts/action.ts';
import { ActionButton } from '../../parts/action-button.tsx';
import { announce } from '../../parts/announce.tsx';
import { CopyAs } from '../../parts/copy-as.tsx';
import { Problem } from '../../parts/problem.tsx';
import { describeSchema } from './json-schema.ts';
import { limits, toInteger } from './load-limits.ts';

/** Many payments at once, as `make load` writes them. */
export function Load() {
  const actions = useActions();
  const count = useSignal('1000');
  const concurrency = useSignal('4');
  const result = useSignal<LoadResult | undefined>(undefined);
  const values = {
    count: toInteger(count.value, limits.count),
    concurrency: toInteger(concurrency.value, limits.concurrency),
  };
  const isValid =
    values.count !== undefined && values.concurrency !== undefined;
  const run = () =>
    actions.run('load', async () => {
      result.value = undefined;
      result.value = await call<LoadResult>('POST', '/load', values);
      announce('The load has ended');
      return undefined;
    });
  return (
    <section class="box load" aria-labelledby="load-title">
      <h2 id="load-title">Load</h2>
      <div class="load-fields">
        <IntegerInput name="count" typed={count} />
        <IntegerInput name="concurrency" typed={concurrency} />
      </div>
      <div class="payload-actions">
        <ActionButton
          actions={actions}
          name="load"
          doing="Writing payments"
          disabled={!isValid}
          onRun={run}
        >
          Start the load
        </ActionButton>
        <CopyAs
          make={makeCommand('load', {
            COUNT: count.value,
            CONCURRENCY: concurrency.value,
          })}
        />
      </div>
      {actions.running.value && (
        <p class="quiet">
          <a href="/payments">Payments</a> shows its rate while it runs.
        </p>
      )}
      {actions.problem.value && <Problem problem={actions.problem.value} />}
      {result.value && <Report result={result.value} />}
    </section>
  );
}

interface IntegerInputProps {
  name: keyof typeof limits;
  typed: { value: string };
}

function IntegerInput({ name, typed }: IntegerInputProps) {
  const id = useId();
  const schema = limits[name];
  const isValid = toInteger(typed.value, schema) !== undefined;
  return (
    <div class="field-input" data-invalid={isValid ? undefined : ''}>
      <label class="mono" for={id}>
        {name}
      </label>
      <input
        id={id}
        class="field"
        inputMode="numeric"
        autocomplete="off"
        value={typed.value}
        aria-invalid={!isValid}
        aria-describedby={`${id}-help`}
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value;
        }}
      />
      <p id={`${id}-help`} class="help-text">
        {isValid ? '' : 'Expected '}
        {describeSchema(schema)}
        {isValid ? '' : '.'}
      </p>
    </div>
  );
}

function Report({ result: { report, complete } }: { result: LoadResult }) {
  return (
    <div class="report">
      <p class="verdict" data-status={complete ? 'ok' : 'failed'}>
        <span aria-hidden="true">{complete ? '✔' : '✘'}</span>{' '}
        {complete ? 'All payments were written' : 'Payments are missing'}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it */}
      <pre tabIndex={0}>{report}</pre>
    </div>
  );
}
