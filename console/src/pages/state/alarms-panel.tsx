import type { Alarms } from '../../../../scripts/console/contract.ts';
import { awsCommand } from '../../commands.ts';
import { CopyAs } from '../../parts/copy-as.tsx';
import { useResource } from '../../parts/resource.ts';
import { formatAge } from './format.ts';
import { type Look, StateMark } from './mark.tsx';
import { Panel } from './panel.tsx';

type Alarm = Alarms['alarms'][number];

const refreshMs = 10_000;

const looks: Record<Alarm['state'], Look> = {
  OK: 'ok',
  ALARM: 'failed',
  INSUFFICIENT_DATA: 'unknown',
};

const words: Record<Alarm['state'], string> = {
  OK: 'ok',
  ALARM: 'in alarm',
  INSUFFICIENT_DATA: 'no data yet',
};

export function AlarmsPanel() {
  const alarms = useResource<Alarms>('/alarms', { everyMs: refreshMs });
  return (
    <Panel
      title="Alarms"
      resource={alarms}
      actions={<CopyAs aws={awsCommand('cloudwatch describe-alarms')} />}
    >
      {(data) =>
        data.alarms.length > 0 ? (
          <ul class="alarms">
            {data.alarms.map((alarm) => (
              <AlarmEntry key={alarm.name} {...alarm} />
            ))}
          </ul>
        ) : (
          <p class="quiet">The stack has no alarms.</p>
        )
      }
    </Panel>
  );
}

function AlarmEntry({ name, state, reason, updatedAt }: Alarm) {
  return (
    <li>
      <p>
        <StateMark look={looks[state]}>{words[state]}</StateMark> <b>{name}</b>
        {updatedAt && (
          <time class="quiet" dateTime={updatedAt} title={updatedAt}>
            {' '}
            since {formatAge(updatedAt, Date.now())}
          </time>
        )}
      </p>
      <p class="quiet">{reason}</p>
    </li>
  );
}
