/** Marks, on the pages' pictures, the lines that the value was read from which one writes in or points at. */

/**
 * Whether a mark is about a value: `role_0` is about all of that role's fields.
 * @param {string} of The names of what was read there, with spaces between them.
 * @param {string} name
 */
export function isAbout(of, name) {
  return of.split(' ').some((one) => one === name || one.startsWith(`${name}_`));
}

/**
 * How far a box must be scrolled so that a line in it can be seen; 0 when it can.
 * @param {{top: number, bottom: number}} line
 * @param {{top: number, bottom: number}} box
 */
export function wayTo(line, box) {
  if (line.top >= box.top && line.bottom <= box.bottom) return 0;
  return (line.top + line.bottom - box.top - box.bottom) / 2;
}

/** @param {HTMLElement} pages */
function mark(pages) {
  const marks = [...pages.querySelectorAll('[data-of]')];

  /** @param {string} name */
  const show = (name) => {
    const about = name ? marks.filter((one) => isAbout(one.getAttribute('data-of') ?? '', name)) : [];
    for (const one of marks) one.toggleAttribute('data-now', about.includes(one));
    return about[0];
  };

  /** @param {EventTarget | null} target */
  const nameOf = (target) => {
    const one = target instanceof Element ? target.closest('[name], [data-read]') : null;
    return one?.getAttribute('data-read') ?? one?.getAttribute('name') ?? '';
  };

  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element && pages.contains(target)) return;
    const first = show(nameOf(target));
    // Only the box scrolls: the page stays where one writes.
    if (first) pages.scrollTop += wayTo(first.getBoundingClientRect(), pages.getBoundingClientRect());
  });
  document.addEventListener('pointerover', ({ target }) => {
    show(nameOf(target) || nameOf(document.activeElement));
  });
  pages.setAttribute('data-ready', '');
}

for (const pages of globalThis.document?.querySelectorAll('[data-pages]') ?? []) {
  if (pages instanceof HTMLElement) mark(pages);
}
