import type { PageProps } from '../../pages.tsx';

export function RequestsPage({ rest }: PageProps) {
  return <h1>Requests {rest}</h1>;
}
