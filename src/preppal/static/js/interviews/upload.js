/** A file beside a field: its words are asked for and put into the field. */

import { watchUpload } from '../lib/upload.js';

/** What takes a file, for the component `upload` of templates/components/upload.html.
 * @param {HTMLElement} place @param {HTMLTextAreaElement} field @returns {(file: File) => void} */
export function watchPostingFile(place, field) {
  const input = /** @type {HTMLInputElement} */ (place.querySelector('input[type=file]'));
  const undo = /** @type {HTMLButtonElement} */ (place.querySelector('[data-undo]'));
  const { send, tell } = watchUpload(place, {
    action: () => place.dataset.upload ?? '',
    body: (file) => {
      const form = new FormData();
      form.append(input.name, file);
      return form;
    },
    answered: ({ text, said }) =>
      text === undefined
        ? { kind: 'refused', said: '' }
        : { kind: 'answered', text, said: said ?? '', field: field.value },
    shown: (state) => {
      const held = document.activeElement;
      undo.hidden = state.before === null;
      if (state.filled !== null) {
        field.value = state.filled;
        tell({ kind: 'written' });
        // What watches pasting looks for a posting like it.
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }
      if (held === undo && undo.hidden) field.focus();
    },
  });
  undo.addEventListener('click', () => tell({ kind: 'undo' }));
  return send;
}
