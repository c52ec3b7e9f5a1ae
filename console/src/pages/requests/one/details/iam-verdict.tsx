import type { Span } from '../../../../../../scripts/console/contract.ts';
import { printable } from '../../../../../../scripts/output/printable.ts';
import { Facts } from './facts.tsx';
import { TextBlock } from './text-block.tsx';

/** Who may do it, by which statement: what to change in the policy. */
export function IamVerdict({ span }: { span: Span }) {
  const { allowed, action, resource, statements } = span.iam;
  if (allowed === null) {
    return <p class="note quiet">IAM did not decide on this call.</p>;
  }
  return (
    <section class={allowed ? 'iam' : 'iam denied'} aria-label="IAM">
      <h3>{allowed ? '✔ Allowed by IAM' : '✘ Denied by IAM'}</h3>
      <Facts
        facts={[
          ['Action', <code key="action">{text(action)}</code>],
          [
            'Resource',
            <code key="resource" class="arn">
              {text(resource)}
            </code>,
          ],
          ['Statement', <Statement key="statement" iam={span.iam} />],
        ]}
      />
      {statements.map((each, index) => (
        <TextBlock
          key={`${index} ${each}`}
          title={
            statements.length === 1 ? 'Statement' : `Statement ${index + 1}`
          }
          text={each}
        />
      ))}
    </section>
  );
}

/** `WriteJournal in identity-based policy`: the Sid, and where it is. */
function Statement({ iam: { statement, allowed } }: Pick<Span, 'iam'>) {
  if (statement === null) {
    return <>{allowed ? 'unknown' : 'none allows it'}</>;
  }
  const [, name, policy] = /^(.*) in (.*?)$/.exec(statement) ?? [];
  return name ? (
    <>
      <code>{text(name)}</code> in the {text(policy ?? '')}
    </>
  ) : (
    <code>{text(statement)}</code>
  );
}

function text(value: string | null): string {
  return value === null ? 'unknown' : printable(value);
}
