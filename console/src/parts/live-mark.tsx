import type { Connection } from './stream.ts';
import './live-mark.css';

interface LiveMarkProps {
  connection: Connection;
  isPaused?: boolean;
}

/** Whether what is shown keeps itself up to date. */
export function LiveMark({ connection, isPaused = false }: LiveMarkProps) {
  const { look, mark, text } = describe(connection, isPaused);
  return (
    <span class="live-mark" data-look={look} role="status">
      <span aria-hidden="true">{mark}</span> {text}
    </span>
  );
}

function describe(connection: Connection, isPaused: boolean) {
  if (connection === 'lost') {
    return { look: 'lost', mark: '▲', text: 'Disconnected, trying again' };
  }
  if (connection === 'connecting') {
    return { look: 'connecting', mark: '…', text: 'Connecting' };
  }
  return isPaused
    ? { look: 'paused', mark: '‖', text: 'Paused' }
    : { look: 'open', mark: '●', text: 'Live' };
}
