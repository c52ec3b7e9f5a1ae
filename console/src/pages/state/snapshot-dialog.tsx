import { Confirm } from '../../parts/confirm.tsx';

/** What the user wants to do with a snapshot. */
export interface Ask {
  kind: 'restore' | 'delete';
  name: string;
}

interface SnapshotDialogProps {
  ask: Ask;
  onConfirm(ask: Ask): void;
  onCancel(): void;
}

export function SnapshotDialog({ ask, ...props }: SnapshotDialogProps) {
  const { kind, name } = ask;
  const shared = {
    onConfirm: () => props.onConfirm(ask),
    onCancel: props.onCancel,
  };
  return kind === 'restore' ? (
    <Confirm title={`Restore ${name}?`} action="Restore" {...shared}>
      The emulator’s state and Terraform’s are replaced by those of{' '}
      <b>{name}</b>. What was written since is lost, unless you save it first.
    </Confirm>
  ) : (
    <Confirm title={`Delete ${name}?`} action="Delete" {...shared}>
      The saved state <b>{name}</b> is removed from the disk. The running
      emulator does not change. This cannot be undone.
    </Confirm>
  );
}
