import { effect, signal } from '@preact/signals';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const key = 'theme';

/** As the user chose it in this browser. */
export const theme = signal<Theme>(
  themes.find((each) => each === localStorage.getItem(key)) ?? 'system',
);

effect(() => {
  document.documentElement.dataset.theme = theme.value;
  localStorage.setItem(key, theme.value);
});

export function nextTheme(): void {
  theme.value =
    themes[(themes.indexOf(theme.value) + 1) % themes.length] ?? 'system';
}
