import { printable } from '../../../../../../scripts/output/printable.ts';
import { select } from '../selection.ts';
import type { Entry } from '../waterfall/entries.ts';

/** Each permission that was missing, once, with the call that shows more. */
export function DeniedCalls({ entries }: { entries: readonly Entry[] }) {
  const denied = Map.groupBy(
    entries.filter(
      (entry) => entry.kind === 'call' && entry.span.iam.allowed === false,
    ),
    permissionOf,
  );
  return (
    <>
      {[...denied].map(([permission, [first, ...more]]) => (
        <p key={permission} class="note error-note">
          <strong>✘ Denied by IAM: </strong>
          <code class="arn">{printable(permission)}</code>
          {more.length > 0 && `, ${more.length + 1} times`}{' '}
          <button
            type="button"
            class="button small"
            onClick={() => select(first?.key)}
          >
            Show the call
          </button>
        </p>
      ))}
    </>
  );
}

function permissionOf(entry: Entry): string {
  const { action, resource } = entry.kind === 'call' ? entry.span.iam : {};
  return `${action ?? 'unknown action'} on ${resource ?? 'unknown resource'}`;
}
