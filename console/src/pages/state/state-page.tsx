import '../../parts/box.css';
import { AlarmsPanel } from './alarms-panel.tsx';
import { EmulatorPanel } from './emulator-panel.tsx';
import { PermissionsPanel } from './permissions-panel.tsx';
import { PromotionPanel } from './promotion-panel.tsx';
import { SnapshotsPanel } from './snapshots-panel.tsx';
import './state-page.css';

export function StatePage() {
  return (
    <>
      <h1 class="unseen">State</h1>
      <div class="state-page">
        <div>
          <EmulatorPanel />
          <SnapshotsPanel />
          <AlarmsPanel />
        </div>
        <div>
          <PromotionPanel />
          <PermissionsPanel />
        </div>
      </div>
    </>
  );
}
