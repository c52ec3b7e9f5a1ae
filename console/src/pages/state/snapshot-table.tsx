import type { Snapshots } from '../../../../scripts/console/contract.ts';
import { makeCommand } from '../../commands.ts';
import type { Actions } from '../../parts/action.ts';
import { ActionButton } from '../../parts/action-button.tsx';
import { CopyAs } from '../../parts/copy-as.tsx';
import { formatCount } from '../../parts/count.ts';
import { formatAge, formatBytes } from './format.ts';
import { StateMark } from './mark.tsx';
import type { Ask } from './snapshot-dialog.tsx';

type Snapshot = Snapshots['snapshots'][number];

interface SnapshotTableProps {
  snapshots: readonly Snapshot[];
  actions: Actions;
  onAsk(ask: Ask): void;
}

export function SnapshotTable({ snapshots, ...props }: SnapshotTableProps) {
  if (snapshots.length === 0) {
    return <p class="quiet">Nothing is saved yet.</p>;
  }
  return (
    <div class="table-scroll">
      <table class="plain-table snapshots">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Age</th>
            <th scope="col" class="number">
              Size
            </th>
            <th scope="col" class="number">
              Payments
            </th>
            <th scope="col">
              <span class="unseen">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {snapshots.map((snapshot) => (
            <SnapshotRow key={snapshot.name} snapshot={snapshot} {...props} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface SnapshotRowProps extends Omit<SnapshotTableProps, 'snapshots'> {
  snapshot: Snapshot;
}

function SnapshotRow({ snapshot, actions, onAsk }: SnapshotRowProps) {
  const { name, savedAt, bytes, payments, damaged, reserved } = snapshot;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td title={savedAt ?? undefined}>
        {damaged || savedAt === null ? (
          <StateMark look="failed">damaged</StateMark>
        ) : (
          formatAge(savedAt, Date.now())
        )}
      </td>
      <td class="number">{formatBytes(bytes)}</td>
      <td class="number">{payments === null ? '–' : formatCount(payments)}</td>
      <td class="row-actions">
        {reserved && <span class="quiet">the sandbox’s own</span>}
        {!reserved && !damaged && (
          <>
            <ActionButton
              actions={actions}
              name={`restore ${name}`}
              doing="Restoring"
              look="small"
              label={`Restore ${name}`}
              onRun={() => onAsk({ kind: 'restore', name })}
            >
              Restore
            </ActionButton>
            <CopyAs make={makeCommand('restore', { NAME: name })} />
          </>
        )}
        {!reserved && (
          <ActionButton
            actions={actions}
            name={`delete ${name}`}
            doing="Deleting"
            look="small"
            label={`Delete ${name}`}
            onRun={() => onAsk({ kind: 'delete', name })}
          >
            Delete
          </ActionButton>
        )}
      </td>
    </tr>
  );
}
