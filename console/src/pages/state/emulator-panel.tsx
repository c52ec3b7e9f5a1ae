import type {
  Status,
  StatusJson,
} from '../../../../scripts/console/contract.ts';
import { describeFunctions } from '../../../../scripts/doctor/describe-functions.ts';
import { makeCommand } from '../../commands.ts';
import { CopyAs } from '../../parts/copy-as.tsx';
import { Next } from '../../parts/problem.tsx';
import { status } from '../../status.ts';
import { isConfined } from './confinement.ts';
import { formatAge } from './format.ts';
import { type Look, StateMark } from './mark.tsx';
import { markCommands } from './mark-commands.ts';
import { Panel, Row } from './panel.tsx';

/** What `make status` shows. */
export function EmulatorPanel() {
  return (
    <Panel
      title="Emulator and stack"
      resource={status}
      actions={<CopyAs make={makeCommand('status')} />}
    >
      {({ status: { emulator, stack, next, ...rest } }: Status) => (
        <>
          <dl class="rows">
            <Emulator {...emulator} />
            <Row name="IAM">
              <Iam isEnforced={rest.iam_enforced} />
            </Row>
            <Row name="Functions">
              <Functions functions={rest.functions} />
            </Row>
            <Row name="Stack">
              <StateMark look={lookOfStack(stack.state)}>
                {stack.environment}: {stack.detail}
              </StateMark>
            </Row>
            {stack.watched_since && (
              <Row name="Watched code">
                <StateMark look="warning">
                  make watch runs the code of each save since{' '}
                  {stack.watched_since.slice(0, 19).replace('T', ' ')} UTC
                </StateMark>
              </Row>
            )}
          </dl>
          <Next text={markCommands(next)} />
        </>
      )}
    </Panel>
  );
}

function Emulator(emulator: StatusJson['emulator']) {
  const { state, engine, version, endpoint, id, started_at } = emulator;
  const look = state === 'running' ? 'ok' : 'failed';
  return (
    <>
      <Row name="Emulator">
        <StateMark look={look}>{state}</StateMark>
        {version && `, LocalStack ${version}`}
        {engine && `, engine ${engine}`}
        {id && `, ${id}`}
      </Row>
      {endpoint && (
        <Row name="Endpoint">
          <span class="mono">{endpoint}</span>
        </Row>
      )}
      {started_at && (
        <Row name="Up">
          <time dateTime={started_at} title={started_at}>
            {formatAge(started_at, Date.now())}
          </time>
        </Row>
      )}
    </>
  );
}

function Iam({ isEnforced }: { isEnforced: boolean | null }) {
  if (isEnforced === null) {
    return <StateMark look="unknown">unknown</StateMark>;
  }
  return isEnforced ? (
    <StateMark look="ok">
      enforced: a role without a policy was just denied
    </StateMark>
  ) : (
    <StateMark look="failed">
      NOT enforced: a role without a policy was just allowed
    </StateMark>
  );
}

function Functions({ functions }: Pick<StatusJson, 'functions'>) {
  if (!functions) {
    return <StateMark look="unknown">unknown</StateMark>;
  }
  return (
    <StateMark look={isConfined(functions) ? 'ok' : 'warning'}>
      {describeFunctions(functions)}
    </StateMark>
  );
}

function lookOfStack(state: StatusJson['stack']['state']): Look {
  if (state === 'applied') {
    return 'ok';
  }
  return state === 'changed' || state === 'saved' ? 'warning' : 'failed';
}
