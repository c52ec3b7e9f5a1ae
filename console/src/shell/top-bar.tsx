import { Navigation } from '../navigation.tsx';
import { EmulatorChip } from './emulator-chip.tsx';
import { isListOpen } from './shortcut-list.tsx';
import { ThemeSwitch } from './theme-switch.tsx';
import './top-bar.css';

export function TopBar() {
  return (
    <header class="top-bar">
      <a class="home" href="/requests">
        payments<span class="home-rest">-sandbox</span>
      </a>
      <Navigation />
      <div class="top-bar-end">
        <EmulatorChip />
        <button
          type="button"
          class="button help"
          aria-label="Keyboard shortcuts"
          title="Keyboard shortcuts"
          onClick={() => {
            isListOpen.value = true;
          }}
        >
          ?
        </button>
        <ThemeSwitch />
      </div>
    </header>
  );
}
