import { pageOf, pages } from './pages.tsx';
import { location } from './router.ts';

export function Navigation() {
  const current = pageOf(location.value.pathname).path;
  return (
    <nav>
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
