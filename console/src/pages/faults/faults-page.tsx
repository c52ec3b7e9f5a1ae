import { useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type {
  FaultState,
  Problem as ProblemOf,
} from '../../../../scripts/console/contract.ts';
import { call } from '../../api.ts';
import { announce } from '../../parts/announce.tsx';
import { Loading } from '../../parts/loading.tsx';
import { Problem } from '../../parts/problem.tsx';
import { problemOf, useResource } from '../../parts/resource.ts';
import { FaultForm } from './fault-form.tsx';
import { type Plan, planOf, toRequest, withKind } from './fault-plan.ts';
import { FaultShare } from './fault-share.tsx';
import './faults-page.css';

const refreshMs = 2000;

export function FaultsPage() {
  const loaded = useResource<FaultState>('/faults', { everyMs: refreshMs });
  const plan = useSignal<Plan | undefined>(undefined);
  const problem = useSignal<ProblemOf | undefined>(undefined);
  // Once: what the user has changed since must stay.
  useSignalEffect(() => {
    const { data } = loaded.value;
    if (data && !plan.peek()) {
      plan.value = planOf(data);
    }
  });
  const send = async (wanted: Plan | undefined) => {
    problem.value = undefined;
    try {
      const state = wanted
        ? await call<FaultState>('PUT', '/faults', toRequest(wanted))
        : await call<FaultState>('DELETE', '/faults');
      if (wanted) {
        plan.value = planOf(state);
      }
      announce(wanted ? 'Faults are on' : 'Faults are off');
    } catch (error) {
      problem.value = problemOf(error);
    }
    await loaded.value.reload();
  };
  // One after the other, so that the last click decides.
  const sending = useRef(Promise.resolve());
  const { data, problem: notLoaded } = loaded.value;
  return (
    <div class="faults">
      <h1>Faults</h1>
      <p class="quiet">
        Makes some of the function’s calls to DynamoDB and S3 fail, to see that
        no payment is lost.
      </p>
      {notLoaded && <Problem problem={notLoaded} />}
      {problem.value && <Problem problem={problem.value} />}
      {data && plan.value && !notLoaded && (
        <>
          <FaultForm
            state={data}
            plan={plan.value}
            onChange={(changes) => {
              plan.value = { ...(plan.peek() ?? planOf(data)), ...changes };
            }}
            onChoose={(kind, isChosen) => {
              const now = plan.peek() ?? planOf(data);
              plan.value = withKind(now, kind, isChosen, data.kinds);
            }}
            onSend={(wanted) => {
              // As it is now: this function may be that of an earlier plan.
              const chosen = wanted === 'on' ? plan.peek() : undefined;
              sending.current = sending.current.then(() => send(chosen));
            }}
          />
          <FaultShare />
        </>
      )}
      {!data && !notLoaded && <Loading />}
    </div>
  );
}
