import { useSignalEffect } from '@preact/signals';
import type { RequestForm } from '../../../../scripts/console/contract.ts';
import { Loading } from '../../parts/loading.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useResource } from '../../parts/resource.ts';
import { location } from '../../router.ts';
import { Editor } from './editor.tsx';
import { Load } from './load.tsx';
import { useEarlierPayload } from './use-earlier-payload.ts';
import { usePayload } from './use-payload.ts';
import '../../parts/box.css';
import './invoke-page.css';

export function InvokePage() {
  const form = useResource<RequestForm>('/schema');
  const { data, problem } = form.value;
  return (
    <>
      <h1 class="unseen">Invoke</h1>
      {problem && <Problem problem={problem} />}
      {!data && !problem && <Loading />}
      {data && <Forms form={data} />}
    </>
  );
}

function Forms({ form }: { form: RequestForm }) {
  const from = location.value.searchParams.get('from') ?? undefined;
  const payload = usePayload(form);
  const earlier = useEarlierPayload(from);
  useSignalEffect(() => {
    const text = earlier.text.value;
    if (text !== undefined) {
      payload.setText(text);
    }
  });
  return (
    <div class="invoke-page">
      <Editor form={form} payload={payload} earlier={earlier} />
      <Load />
    </div>
  );
}
