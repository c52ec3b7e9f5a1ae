import type {
  Promotion,
  Receipt,
} from '../../../../scripts/console/contract.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { useResource } from '../../parts/resource.ts';
import { formatAge } from './format.ts';
import { StateMark } from './mark.tsx';
import { Panel, Row } from './panel.tsx';

const shortHash = 10;

/** What the last e2e run has proven, and what a promotion would still need. */
export function PromotionPanel() {
  const promotion = useResource<Promotion>('/promotion');
  return (
    <Panel title="Promotion" resource={promotion}>
      {({ receipt, matches, needs }) => (
        <>
          {receipt ? (
            <ReceiptRows receipt={receipt} matches={matches} />
          ) : (
            <p>
              <StateMark look="unknown">
                No receipt: no e2e run has passed in this checkout.
              </StateMark>
            </p>
          )}
          <h3>{needs.length > 0 ? 'Still needed' : 'Nothing is missing'}</h3>
          <ul class="needs">
            {needs.map(({ what, command }) => (
              <li key={command}>
                <span>{what}</span>{' '}
                <span class="need-command">
                  <code>{command}</code>{' '}
                  <CopyButton text={command} label={`Copy ${command}`} />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

function ReceiptRows(props: { receipt: Receipt; matches: boolean }) {
  const { receipt, matches } = props;
  const { commit, dirty, createdAt, tests, engine, iam } = receipt;
  return (
    <dl class="rows">
      <Row name="Receipt">
        {matches ? (
          <StateMark look="ok">for the files as they are now</StateMark>
        ) : (
          <StateMark look="warning">for other files than these</StateMark>
        )}
      </Row>
      <Row name="Commit">
        <span class="mono" title={commit}>
          {commit.slice(0, shortHash)}
        </span>
        {dirty && ', with changes that are in no commit'}
      </Row>
      <Row name="Issued">
        <time dateTime={createdAt} title={createdAt}>
          {formatAge(createdAt, Date.now())} ago
        </time>
      </Row>
      <Row name="Tests">
        {tests.passed} passed, {tests.failed} failed; engine {engine}
      </Row>
      <Row name="IAM">
        {iam.used} permissions used, {iam.unused} unused, {iam.denied} denied;{' '}
        {iam.disagreements} of {iam.crossChecked} decisions differ from the
        reference
      </Row>
    </dl>
  );
}
