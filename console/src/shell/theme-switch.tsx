import { type Theme, theme, themes } from '../theme.ts';

const titles: Record<Theme, string> = {
  system: '◐ System',
  light: '○ Light',
  dark: '● Dark',
};

export function ThemeSwitch() {
  return (
    <select
      class="select"
      aria-label="Theme"
      value={theme.value}
      onChange={({ currentTarget }) => {
        theme.value = currentTarget.value as Theme;
      }}
    >
      {themes.map((each) => (
        <option key={each} value={each}>
          {titles[each]}
        </option>
      ))}
    </select>
  );
}
