import { useEffect, useRef } from 'preact/hooks';
import { pageOf, pages } from './pages.tsx';
import { location } from './router.ts';

export function Navigation() {
  const current = pageOf(location.value.pathname).path;
  const nav = useRef<HTMLElement>(null);
  // On a phone, the links scroll sideways.
  useEffect(() => {
    nav.current
      ?.querySelector('[aria-current]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  return (
    <nav ref={nav} aria-label="Pages">
      {pages.map(({ path, title }) => (
        <a
          key={path}
          href={path}
          aria-current={path === current ? 'page' : undefined}
        >
          {title}
        </a>
      ))}
    </nav>
  );
}
