import type { Payments } from '../../../../scripts/console/contract.ts';
import { useShortcuts } from '../../keyboard/shortcuts.ts';
import type { Actions } from '../../parts/action.ts';
import { ActionButton } from '../../parts/action-button.tsx';
import { CopyAs } from '../../parts/copy-as.tsx';
import { countOf } from '../../parts/count.ts';
import { LiveMark } from '../../parts/live-mark.tsx';
import type { Connection } from '../../parts/stream.ts';
import { fix } from './actions.ts';
import { fixCommand, reconcileCommand } from './commands.ts';
import { problemMarks } from './marks.ts';

interface HeaderProps {
  payments: Payments;
  connection: Connection;
  actions: Actions;
  reload(): void;
}

/** What the comparison has found, when, and how to fix it. */
export function Header({ payments, connection, actions, reload }: HeaderProps) {
  const { differences, comparedAt } = payments;
  const { missing } = differences;
  useShortcuts([{ keys: 'r', does: 'Compare again', run: reload }]);
  const run = async () => {
    const outcome = await fix();
    reload();
    return outcome;
  };
  return (
    <div class="toolbar payments-header">
      <Verdict payments={payments} />
      <LiveMark connection={connection} />
      <span class="quiet">
        Compared <time dateTime={comparedAt}>{comparedAt.slice(11, 19)}</time>
      </span>
      <button type="button" class="button" onClick={reload}>
        Reload
      </button>
      {missing > 0 && (
        <ActionButton
          actions={actions}
          name="fix"
          look="primary"
          doing="Replaying"
          onRun={() => actions.run('fix', run)}
        >
          Fix {missing} missing
        </ActionButton>
      )}
      <CopyAs make={missing > 0 ? fixCommand() : reconcileCommand()} />
    </div>
  );
}

function Verdict({
  payments: { differences, stored, journalled },
}: {
  payments: Payments;
}) {
  const found = problemMarks.filter((mark) => differences[mark] > 0);
  if (found.length === 0) {
    return (
      <p class="verdict payments-verdict" data-status="ok">
        <span aria-hidden="true">✔</span>{' '}
        {stored === journalled
          ? `${countOf(stored, 'payment')}, the same in journal and table`
          : 'No differences between journal and table'}
      </p>
    );
  }
  return (
    <p class="verdict payments-verdict" data-status="failed">
      <span aria-hidden="true">✘</span>{' '}
      {found.map((mark) => `${differences[mark]} ${mark}`).join(', ')}
    </p>
  );
}
