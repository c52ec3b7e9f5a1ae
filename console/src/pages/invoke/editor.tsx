import { useSignal } from '@preact/signals';
import type {
  Invocation,
  RequestForm,
} from '../../../../scripts/console/contract.ts';
import { call } from '../../api.ts';
import { type Actions, useActions } from '../../parts/action.ts';
import { ActionButton } from '../../parts/action-button.tsx';
import { announce } from '../../parts/announce.tsx';
import { CopyAs } from '../../parts/copy-as.tsx';
import { Problem } from '../../parts/problem.tsx';
import { outputs } from '../../status.ts';
import { Fields } from './fields.tsx';
import { From } from './from.tsx';
import { invokeCommands } from './invoke-commands.ts';
import { JsonText } from './json-text.tsx';
import { compact } from './parse.ts';
import { Response } from './response.tsx';
import type { EarlierPayload } from './use-earlier-payload.ts';
import { type PayloadState, toText } from './use-payload.ts';

interface EditorProps {
  form: RequestForm;
  payload: PayloadState;
  earlier: EarlierPayload;
}

export function Editor({ form, payload, earlier }: EditorProps) {
  const actions = useActions();
  const invocation = useSignal<Invocation | undefined>(undefined);
  const { parsed, text } = payload;
  const send = () =>
    actions.run('send', async () => {
      const value = parsed.isJson ? parsed.value : undefined;
      const result = await call<Invocation>('POST', '/invoke', {
        payload: value,
      });
      invocation.value = result;
      announce(result.functionError ? 'The function failed' : 'Sent');
      return undefined;
    });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for all of its fields
    <div
      class="invoke"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          if (parsed.isJson) {
            void send();
          }
        }
      }}
    >
      <From earlier={earlier} />
      <Presets form={form} onChoose={(each) => payload.setText(toText(each))} />
      <section class="box" aria-label="Payload">
        <div class="payload">
          <Fields payload={payload} />
          <JsonText payload={payload} />
        </div>
        <div class="payload-actions">
          <Send payload={payload} actions={actions} onSend={send} />
          <CopyAs
            {...invokeCommands(
              compact(text),
              outputs.value.lambda_function_name,
            )}
          />
        </div>
        <p class="quiet invoke-note">
          The <code>aws</code> command needs <code>eval "$(make -s env)"</code>{' '}
          once in its shell. Ctrl+Enter sends.
        </p>
      </section>
      {actions.problem.value && <Problem problem={actions.problem.value} />}
      {invocation.value && <Response invocation={invocation.value} />}
    </div>
  );
}

interface PresetsProps {
  form: RequestForm;
  onChoose(payload: unknown): void;
}

function Presets({ form: { presets }, onChoose }: PresetsProps) {
  return (
    <fieldset class="presets">
      <legend class="unseen">Presets</legend>
      {presets.map(({ name, payload }) => (
        <button
          key={name}
          type="button"
          class="button small"
          title={JSON.stringify(payload)}
          onClick={() => onChoose(payload)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}

interface SendProps {
  payload: PayloadState;
  actions: Actions;
  onSend(): void;
}

/** What the schema rejects can be sent, too: to see how the function rejects it. */
function Send({ payload, actions, onSend }: SendProps) {
  const { findings, parsed } = payload;
  const count = Object.keys(findings.fields).length + findings.general.length;
  const isRejected = parsed.isJson && count > 0;
  return (
    <ActionButton
      actions={actions}
      name="send"
      look="primary"
      doing="Waiting for the function"
      disabled={!parsed.isJson}
      onRun={onSend}
    >
      {isRejected ? 'Send anyway' : 'Send'}
    </ActionButton>
  );
}
