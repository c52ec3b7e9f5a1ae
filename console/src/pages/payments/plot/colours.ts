/** The colours of the tokens as a canvas takes them: it knows neither `var()` nor `light-dark()`. */
export function readColours<Name extends string>(
  element: HTMLElement,
  names: readonly Name[],
): Record<Name, string> {
  const probe = document.createElement('span');
  element.append(probe);
  const entries = names.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(entries) as Record<Name, string>;
}
