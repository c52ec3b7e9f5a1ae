import { Navigation } from './navigation.tsx';
import { pageOf } from './pages.tsx';
import { location } from './router.ts';

export function App() {
  const { Page, rest } = pageOf(location.value.pathname);
  return (
    <>
      <Navigation />
      <main>
        <Page rest={rest} />
      </main>
    </>
  );
}
