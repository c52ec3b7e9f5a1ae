import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

export type Connection = 'connecting' | 'open' | 'lost';

interface StreamOptions {
  /** The `event:` of the stream; without one, `message`. */
  event?: string;
  /** At each opening: what was sent before is missing. */
  onOpen?: () => void;
  /** Also after each attempt to open it again, so that the reason shown is the newest. */
  onLost?: () => void;
}

/** EventSource does not try again after a status other than 200. */
const retryMs = 2000;

/** Follows a stream of server-sent events below /api, and opens it again when it was lost. */
export function useStream<T>(
  path: string,
  onEvent: (data: T) => void,
  { event = 'message', ...listeners }: StreamOptions = {},
): ReadonlySignal<Connection> {
  const connection = useSignal<Connection>('connecting');
  const newest = useRef({ onEvent, ...listeners });
  newest.current = { onEvent, ...listeners };
  useEffect(() => {
    let source: EventSource;
    let timer: ReturnType<typeof setTimeout>;
    const open = () => {
      source = new EventSource(`/api${path}`);
      source.addEventListener(event, ({ data }) =>
        newest.current.onEvent(JSON.parse(data)),
      );
      source.addEventListener('open', () => {
        connection.value = 'open';
        newest.current.onOpen?.();
      });
      source.addEventListener('error', () => {
        connection.value = 'lost';
        newest.current.onLost?.();
        if (source.readyState === EventSource.CLOSED) {
          timer = setTimeout(open, retryMs);
        }
      });
    };
    open();
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [path, event, connection]);
  return connection;
}
