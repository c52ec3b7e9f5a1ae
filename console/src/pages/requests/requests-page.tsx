import type { PageProps } from '../../pages.tsx';
import { ListPage } from './list/list-page.tsx';
import { RequestPage } from './one/request-page.tsx';

export function RequestsPage({ rest }: PageProps) {
  return rest ? <RequestPage key={rest} id={rest} /> : <ListPage />;
}
