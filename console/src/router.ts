import { signal } from '@preact/signals';

/** The page's address; `navigate` changes it without loading the page again. */
export const location = signal(new URL(window.location.href));

export function navigate(to: string): void {
  history.pushState(null, '', to);
  location.value = new URL(window.location.href);
}

/** Changes the query alone, so that a filter is part of the link. */
export function replaceQuery(
  changes: Record<string, string | undefined>,
): void {
  const url = new URL(window.location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value) {
      url.searchParams.set(name, value);
    } else {
      url.searchParams.delete(name);
    }
  }
  history.replaceState(null, '', url);
  location.value = url;
}

window.addEventListener('popstate', () => {
  location.value = new URL(window.location.href);
});

// Links stay links, with their middle click and their context menu.
document.addEventListener('click', (event) => {
  const link = (event.target as Element).closest('a');
  const isPlain =
    event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  if (isPlain && link && isPage(link)) {
    event.preventDefault();
    navigate(link.href);
  }
});

/** Not a download, and not a place on the page that is shown. */
function isPage(link: HTMLAnchorElement): boolean {
  return (
    link.origin === window.location.origin &&
    link.target === '' &&
    link.hash === '' &&
    !link.hasAttribute('download')
  );
}
