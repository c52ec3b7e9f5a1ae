import type { Attempt } from '../../../../../scripts/console/contract.ts';
import { awsCommand, makeCommand } from '../../../commands.ts';
import { CopyAs } from '../../../parts/copy-as.tsx';
import { CopyButton } from '../../../parts/copy-button.tsx';
import { location } from '../../../router.ts';

export function Actions({ attempt }: { attempt: Attempt }) {
  const { id } = attempt;
  return (
    <div class="request-actions">
      <a class="button small" href={`/invoke?from=${id}`}>
        Edit and resend
      </a>
      <CopyButton text={location.value.href} label="Copy link">
        Copy link
      </CopyButton>
      <CopyAs
        make={makeCommand('request', { ID: id })}
        aws={invokeCommand(attempt)}
      />
      <a
        class="button small"
        href={`/api/requests/${id}?format=otlp`}
        download={`request-${id}.otlp.json`}
      >
        Export OTLP
      </a>
    </div>
  );
}

/** None for a payload that was cut, because another request would be sent. */
function invokeCommand(attempt: Attempt): string | undefined {
  const { payload, payloadBytes, invocationType } = attempt;
  if (new TextEncoder().encode(payload).length < payloadBytes) {
    return undefined;
  }
  const command = awsCommand('lambda invoke', {
    'function-name': attempt.function,
    'invocation-type':
      invocationType === 'RequestResponse' ? undefined : invocationType,
    'cli-binary-format': 'raw-in-base64-out',
    payload,
  });
  return `${command} /dev/stdout`;
}
