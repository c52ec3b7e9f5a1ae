import type { Permissions } from '../../../../scripts/console/contract.ts';
import { makeCommand } from '../../commands.ts';
import { CopyAs } from '../../parts/copy-as.tsx';
import { countOf, formatCount } from '../../parts/count.ts';
import { Next } from '../../parts/problem.tsx';
import { useResource } from '../../parts/resource.ts';
import { StateMark } from './mark.tsx';
import { Panel } from './panel.tsx';

/** The role's permissions, compared with those that the last e2e run used. */
export function PermissionsPanel() {
  const permissions = useResource<Permissions | null>('/permissions');
  return (
    <Panel
      title="Permissions"
      resource={permissions}
      actions={<CopyAs make={makeCommand('iam')} />}
    >
      {(data) =>
        data ? (
          <Tables {...data} />
        ) : (
          <>
            <p>No e2e run has recorded which permissions the role uses.</p>
            <Next text="`make e2e`" />
          </>
        )
      }
    </Panel>
  );
}

function Tables({ used, unused, denied }: Permissions) {
  const rows = [
    ...denied.map(({ action, operation, resource, count }) => ({
      look: 'failed' as const,
      word: 'denied',
      action: action ?? operation,
      resource: resource ?? '–',
      count,
    })),
    ...unused.map(({ calls, ...grant }) => ({
      ...grant,
      look: 'warning' as const,
      word: 'unused',
      count: calls,
    })),
    ...used.map(({ calls, ...grant }) => ({
      ...grant,
      look: 'ok' as const,
      word: 'used',
      count: calls,
    })),
  ];
  return (
    <>
      <p>
        {used.length} used, {unused.length} unused,{' '}
        {countOf(denied.length, 'denied operation')} in the last e2e run.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it */}
      <section class="table-scroll" tabIndex={0} aria-label="All permissions">
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">State</th>
              <th scope="col">Action</th>
              <th scope="col">Resource</th>
              <th scope="col" class="number">
                Calls
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ look, word, action, resource, count }) => (
              <tr key={`${word} ${action} ${resource}`}>
                <td>
                  <StateMark look={look}>{word}</StateMark>
                </td>
                <td class="mono">{action}</td>
                <td class="mono resource" title={resource}>
                  {resource}
                </td>
                <td class="number">{formatCount(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
