import './states.css';

/** Appears late, so that a quick response does not make it flicker. */
export function Loading({ what = 'Loading' }: { what?: string }) {
  return (
    <p class="state loading" role="status">
      {what} …
    </p>
  );
}
