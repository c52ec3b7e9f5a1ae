import type { FunctionComponent } from 'preact';
import { FaultsPage } from './pages/faults/faults-page.tsx';
import { InvokePage } from './pages/invoke/invoke-page.tsx';
import { LogsPage } from './pages/logs/logs-page.tsx';
import { PaymentsPage } from './pages/payments/payments-page.tsx';
import { RequestsPage } from './pages/requests/requests-page.tsx';
import { StatePage } from './pages/state/state-page.tsx';

export interface PageProps {
  /** The address after the page's own part: a request's id, for example. */
  rest: string;
}

interface PageEntry {
  path: string;
  title: string;
  Page: FunctionComponent<PageProps>;
}

/** In the order of the navigation; the first one is the start page. */
export const pages: readonly PageEntry[] = [
  { path: '/requests', title: 'Requests', Page: RequestsPage },
  { path: '/payments', title: 'Payments', Page: PaymentsPage },
  { path: '/invoke', title: 'Invoke', Page: InvokePage },
  { path: '/faults', title: 'Faults', Page: FaultsPage },
  { path: '/logs', title: 'Logs', Page: LogsPage },
  { path: '/state', title: 'State', Page: StatePage },
];

export function pageOf(pathname: string): PageEntry & PageProps {
  const [, name = '', ...rest] = pathname.split('/');
  const found = pages.find(({ path }) => path === `/${name}`) ?? pages[0];
  if (!found) {
    throw new Error('There are no pages.');
  }
  return { ...found, rest: rest.join('/') };
}
