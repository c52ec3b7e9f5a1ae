import type { DeadLetter } from '../../../../scripts/console/contract.ts';
import type { Actions } from '../../parts/action.ts';
import { ActionButton } from '../../parts/action-button.tsx';
import { CopyAs } from '../../parts/copy-as.tsx';
import { countOf } from '../../parts/count.ts';
import { outputs } from '../../status.ts';
import { redrive } from './actions.ts';
import { readDeadLettersCommand, redriveCommand } from './commands.ts';

interface DeadLettersProps {
  deadLetters: readonly DeadLetter[];
  actions: Actions;
  onRedriven(): void;
}

export function DeadLetters(props: DeadLettersProps) {
  const { deadLetters, actions, onRedriven } = props;
  if (deadLetters.length === 0) {
    return null;
  }
  const run = async () => {
    const outcome = await redrive();
    onRedriven();
    return outcome;
  };
  return (
    <details class="box dead-letters" open>
      <summary>
        <h2>{countOf(deadLetters.length, 'dead-letter message')}</h2>
      </summary>
      <p class="payment-actions">
        <ActionButton
          actions={actions}
          name="redrive"
          doing="Sending"
          onRun={() => actions.run('redrive', run)}
        >
          Redrive
        </ActionButton>
        <CopyAs
          make={redriveCommand()}
          aws={readDeadLettersCommand(outputs.value.dead_letter_queue_url)}
        />
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it */}
      <ul tabIndex={0} aria-label="Messages">
        {deadLetters.map((deadLetter) => (
          <Message key={deadLetter.messageId} {...deadLetter} />
        ))}
      </ul>
    </details>
  );
}

function Message({ sentAt, requestId, payload, error }: DeadLetter) {
  return (
    <li>
      <p class="message-head">
        {sentAt && (
          <time class="mono quiet" dateTime={sentAt}>
            {sentAt.slice(0, 19).replace('T', ' ')}
          </time>
        )}
        {requestId && (
          <a class="mono" href={`/requests/${requestId}`}>
            {requestId}
          </a>
        )}
      </p>
      <pre>{payload}</pre>
      {error && <p class="message-error">{error}</p>}
    </li>
  );
}
