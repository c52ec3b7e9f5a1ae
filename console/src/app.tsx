import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useShortcuts } from './keyboard/shortcuts.ts';
import { pageOf, pages } from './pages.tsx';
import { Announcer } from './parts/announce.tsx';
import { detail } from './parts/title.ts';
import { location, navigate } from './router.ts';
import { isListOpen, ShortcutList } from './shell/shortcut-list.tsx';
import { SkipLink } from './shell/skip-link.tsx';
import { TopBar } from './shell/top-bar.tsx';
import { useStatus } from './status.ts';
import { nextTheme } from './theme.ts';
import './shell/layout.css';

export function App() {
  const { Page, rest, title } = pageOf(location.value.pathname);
  const windowTitle = [detail.value, title, 'payments-sandbox'];
  useEffect(() => {
    document.title = windowTitle.filter(Boolean).join(' · ');
  });
  useStatus();
  useShortcuts([
    ...pages.map(({ path, title }) => ({
      keys: `g ${path.charAt(1)}`,
      does: `Go to ${title}`,
      run: () => navigate(path),
    })),
    { keys: 't', does: 'Change the theme', run: nextTheme },
    {
      keys: '?',
      does: 'Show the shortcuts',
      run: () => {
        isListOpen.value = true;
      },
    },
  ]);
  return (
    <>
      <SkipLink />
      <TopBar />
      <Content>
        <Page rest={rest} />
      </Content>
      <ShortcutList />
      <Announcer />
    </>
  );
}

/** After a change of the page, the keyboard and the screen reader start at its beginning. */
function Content({ children }: { children: ComponentChildren }) {
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  const { pathname } = location.value;
  useEffect(() => {
    if (!isFirst.current) {
      main.current?.focus({ preventScroll: true });
      main.current?.scrollTo(0, 0);
    }
    isFirst.current = false;
  }, [pathname]);
  return (
    <main id="content" ref={main} tabIndex={-1}>
      {children}
    </main>
  );
}
