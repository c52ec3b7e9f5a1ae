import { useSignal } from '@preact/signals';
import type { Snapshots } from '../../../../scripts/console/contract.ts';
import { call } from '../../api.ts';
import { useActions } from '../../parts/action.ts';
import { OutcomeMessage } from '../../parts/outcome.tsx';
import { useResource } from '../../parts/resource.ts';
import { Panel } from './panel.tsx';
import { SaveSnapshot } from './save-snapshot.tsx';
import { type Ask, SnapshotDialog } from './snapshot-dialog.tsx';
import { SnapshotTable } from './snapshot-table.tsx';

export function SnapshotsPanel() {
  const snapshots = useResource<Snapshots>('/snapshots');
  const actions = useActions();
  const asked = useSignal<Ask | undefined>(undefined);
  const perform = ({ kind, name }: Ask) =>
    actions.run(`${kind} ${name}`, async () => {
      await (kind === 'restore'
        ? call('POST', `/snapshots/${name}/restore`)
        : call('DELETE', `/snapshots/${name}`));
      await snapshots.value.reload();
      return {
        text: kind === 'restore' ? `Restored ${name}.` : `Deleted ${name}.`,
      };
    });
  const save = (name: string) =>
    actions.run('save', async () => {
      await call('POST', '/snapshots', { name });
      await snapshots.value.reload();
      return { text: `Saved ${name}.` };
    });
  return (
    <Panel title="Snapshots" resource={snapshots}>
      {({ snapshots: saved }) => (
        <>
          <SaveSnapshot
            actions={actions}
            names={saved.map(({ name }) => name)}
            onSave={save}
          />
          <OutcomeMessage actions={actions} />
          <SnapshotTable
            snapshots={saved}
            actions={actions}
            onAsk={(ask) => {
              asked.value = ask;
            }}
          />
          {asked.value && (
            <SnapshotDialog
              ask={asked.value}
              onConfirm={(ask) => {
                asked.value = undefined;
                void perform(ask);
              }}
              onCancel={() => {
                asked.value = undefined;
              }}
            />
          )}
        </>
      )}
    </Panel>
  );
}
