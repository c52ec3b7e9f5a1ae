import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Loading } from '../../parts/loading.tsx';
import { Problem } from '../../parts/problem.tsx';
import type { Resource } from '../../parts/resource.ts';

interface PanelProps<T> {
  title: string;
  resource: ReadonlySignal<Resource<T>>;
  /** Of what can be done here. */
  actions?: ComponentChildren;
  children(data: T): ComponentChildren;
}

/** A part of the page that loads, and fails, without the others. */
export function Panel<T>(props: PanelProps<T>) {
  const { title, resource, actions, children } = props;
  const { data, state, problem } = resource.value;
  const id = useId();
  return (
    <section class="box state-panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {actions}
      </header>
      {problem && <Problem problem={problem} />}
      {state === 'loading' && <Loading />}
      {state === 'ready' && children(data)}
    </section>
  );
}

/** One line of a panel: a name and what there is. */
export function Row(props: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
