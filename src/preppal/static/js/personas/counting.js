/** Characters as the server counts them: by code points, white space around and between made single. */
export function lengthOf(text, { lines = false } = {}) {
  const kept = lines ? text.trim() : text.split(/\s+/u).filter(Boolean).join(' ');
  return [...kept.replace(/\r\n/g, '\n')].length;
}

/** Keeps the counts under the fields of a form true while one writes. @param {HTMLFormElement} form */
export function keepCounting(form) {
  for (const note of form.querySelectorAll('[data-limit]')) {
    if (!(note instanceof HTMLElement)) continue;
    const field = form.elements.namedItem(note.dataset.for ?? '');
    const shown = note.querySelector('[data-count]');
    if (!shown || !(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue;
    const count = () => {
      const length = lengthOf(field.value, { lines: field instanceof HTMLTextAreaElement });
      shown.textContent = String(length);
      note.toggleAttribute('data-over', length > Number(note.dataset.limit));
    };
    field.addEventListener('input', count);
    count();
  }
}
