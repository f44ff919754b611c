/** While somebody pastes a posting, or takes it from a file: what they keep already that is like it. */

/** Long enough to finish a word, short enough to seem at once. */
const SETTLED_MS = 250;
const FEWEST_CHARACTERS = 80;

/** @param {HTMLTextAreaElement} field @param {HTMLElement} place */
export function watchPasting(field, place) {
  let timer = 0;
  /** @type {XMLHttpRequest | null} */
  let asking = null;

  const ask = () => {
    asking?.abort();
    const text = field.value.trim();
    if (text.length < FEWEST_CHARACTERS) {
      place.replaceChildren();
      return;
    }
    // It parses the part of a page by itself, so that no text has to be trusted as HTML here.
    const asked = (asking = new XMLHttpRequest());
    asked.responseType = 'document';
    asked.addEventListener('load', () => {
      // Without an answer nothing is said; the posting can be used all the same.
      const parts = asked.status === 200 ? [...(asked.responseXML?.body.children ?? [])] : [];
      place.replaceChildren(...parts.filter((part) => part.classList.contains('alike')));
    });
    asked.open('POST', place.dataset.alike ?? '');
    asked.send(new URLSearchParams({ job_text: text }));
  };

  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, SETTLED_MS);
  });
  place.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('[data-use]') : null;
    const known = link && document.querySelector(`[name="job_id"][value="${link.getAttribute('data-use')}"]`);
    // Not among those listed: follow the link.
    if (!(known instanceof HTMLInputElement)) return;
    event.preventDefault();
    known.checked = true;
    field.value = '';
    place.replaceChildren();
    known.focus();
  });
  if (field.value) ask();
}

/** Files picked, or dropped on the field. What reads them is fetched when somebody turns to one.
 * @param {HTMLTextAreaElement} field @param {HTMLElement} place */
export function watchFiles(field, place) {
  /** @type {Promise<(file: File) => void> | undefined} */
  let fetched;
  const reader = () => (fetched ??= import('./upload.js').then(({ watchPostingFile }) => watchPostingFile(place, field)));
  /** @param {File | null | undefined} file */
  const take = (file) => file && reader().then((read) => read(file));

  place.addEventListener('focusin', reader, { once: true });
  place.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    take(target.files?.[0]);
    // The form says a file's name when it is sent, and this one is dealt with here.
    target.value = '';
  });
  for (const kind of ['dragenter', 'dragover', 'dragleave', 'drop']) {
    field.addEventListener(kind, (event) => {
      if (!(event instanceof DragEvent) || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      field.toggleAttribute('data-over', kind.startsWith('drag') && kind !== 'dragleave');
      if (kind === 'drop') take(event.dataTransfer.files[0]);
      else reader();
    });
  }
}

const field = document.querySelector('#job_text');
const place = document.querySelector('[data-alike]');
if (field instanceof HTMLTextAreaElement && place instanceof HTMLElement) watchPasting(field, place);
const files = document.querySelector('[data-upload]');
if (field instanceof HTMLTextAreaElement && files instanceof HTMLElement) watchFiles(field, files);

// What few need is fetched when they turn to it.
const offer = document.querySelector('.set-up-outline');
const outlines = () => import('./outline.js');
if (offer instanceof HTMLDetailsElement && offer.open) outlines();
else offer?.addEventListener('toggle', outlines, { once: true });
document.querySelector('#q')?.addEventListener('focus', () => import('./job_search.js'), { once: true });
