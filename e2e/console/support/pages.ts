import { callApi } from './api.ts';

interface Listed {
  requests: { id: string; status: string }[];
}

/** The path of each page by its name; that of a request needs one. */
export async function pagePaths(): Promise<Record<string, string>> {
  const { requests } = await callApi<Listed>('GET', '/requests?limit=100');
  const failed = requests.find(({ status }) => status === 'failed');
  return {
    requests: '/requests',
    request: `/requests/${requests.find(({ status }) => status === 'ok')?.id}`,
    'failed-request': `/requests/${failed?.id}`,
    payments: '/payments',
    invoke: '/invoke',
    faults: '/faults',
    logs: '/logs',
    state: '/state',
  };
}
