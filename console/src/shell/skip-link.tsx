/** The first stop of the Tab key; in view only then. */
export function SkipLink() {
  return (
    <a class="skip-link" href="#content">
      Skip to the content
    </a>
  );
}
