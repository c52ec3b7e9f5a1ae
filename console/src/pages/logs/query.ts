export const levels = ['debug', 'info', 'warn', 'error'] as const;
type Level = (typeof levels)[number];

export interface LogQuery {
  /** The lowest that is shown. */
  level: Level;
  /** The id of a request, or its first characters. */
  request: string;
  text: string;
}

export function readQuery(params: URLSearchParams): LogQuery {
  const level = levels.find((each) => each === params.get('level'));
  return {
    level: level ?? 'debug',
    request: toRequest(params.get('request') ?? ''),
    text: params.get('text') ?? '',
  };
}

/** What the server refuses is left out: what is typed passes through here. */
export function toRequest(text: string): string {
  return text.replace(/[^\da-f-]/gi, '').slice(0, 36);
}

/** What the server selects by: the text is looked for in the page. */
export function toPath(
  { level, request }: LogQuery,
  route: '/log' | '/log/stream',
  limit?: number,
): string {
  const params = new URLSearchParams({
    level,
    ...(request && { request }),
    ...(limit && { limit: String(limit) }),
  });
  return `${route}?${params}`;
}
