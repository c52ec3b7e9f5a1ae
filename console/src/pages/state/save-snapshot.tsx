import { useSignal } from '@preact/signals';
import { makeCommand } from '../../commands.ts';
import type { Actions } from '../../parts/action.ts';
import { ActionButton } from '../../parts/action-button.tsx';
import { CopyAs } from '../../parts/copy-as.tsx';
import { problemOfName } from './snapshot-name.ts';

interface SaveSnapshotProps {
  actions: Actions;
  /** Those that exist. */
  names: readonly string[];
  onSave(name: string): void;
}

export function SaveSnapshot({ actions, names, onSave }: SaveSnapshotProps) {
  const name = useSignal('before-load');
  const problem = problemOfName(name.value);
  const replaces = names.includes(name.value);
  return (
    <form
      class="save-snapshot"
      onSubmit={(event) => {
        event.preventDefault();
        if (!problem) {
          onSave(name.value);
        }
      }}
    >
      <input
        class="field"
        aria-label="Name of the snapshot"
        aria-invalid={problem !== undefined}
        aria-describedby="snapshot-name-help"
        autocomplete="off"
        spellcheck={false}
        value={name.value}
        onInput={({ currentTarget }) => {
          name.value = currentTarget.value;
        }}
      />
      <ActionButton
        actions={actions}
        name="save"
        doing="Saving"
        disabled={problem !== undefined}
        onRun={() => onSave(name.value)}
      >
        Save
      </ActionButton>
      <CopyAs
        make={
          problem ? undefined : makeCommand('snapshot', { NAME: name.value })
        }
      />
      <p id="snapshot-name-help" class="help-text" data-problem={problem && ''}>
        {problem ?? (replaces ? `Replaces ${name.value}.` : '')}
      </p>
    </form>
  );
}
