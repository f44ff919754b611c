/** A file beside a field: its words are asked for and put into the field. */

import { IDLE, isBusy, step } from './upload_state.js';

/** What takes a file, for the component `upload` of templates/components/upload.html.
 * @param {HTMLElement} place @param {HTMLTextAreaElement} field @returns {(file: File) => void} */
export function watchUpload(place, field) {
  const input = /** @type {HTMLInputElement} */ (place.querySelector('input[type=file]'));
  const progress = /** @type {HTMLProgressElement} */ (place.querySelector('progress'));
  const stop = /** @type {HTMLButtonElement} */ (place.querySelector('[data-stop]'));
  const undo = /** @type {HTMLButtonElement} */ (place.querySelector('[data-undo]'));
  const name = /** @type {HTMLElement} */ (place.querySelector('[data-name]'));
  const said = /** @type {HTMLElement} */ (place.querySelector('[role=status]'));
  const data = place.dataset;
  const words = {
    most: Number(data.most), large: data.large ?? '', sending: data.sending ?? '', reading: data.reading ?? '',
    stopped: data.stopped ?? '', failed: data.failed ?? '',
  };
  let state = IDLE;
  /** @type {XMLHttpRequest | null} */
  let asked = null;

  /** @param {import('./upload_state.js').Event} event */
  const tell = (event) => {
    state = step(state, event, words);
    show();
  };

  const show = () => {
    const held = document.activeElement;
    name.textContent = state.name;
    if (said.textContent !== state.said) said.textContent = state.said;
    if (state.phase === 'fault' || state.phase === 'done') said.dataset.kind = state.phase;
    else delete said.dataset.kind;
    if (state.phase === 'fault') input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
    if (state.phase === 'sending') progress.value = state.sent;
    else progress.removeAttribute('value');
    progress.hidden = stop.hidden = !isBusy(state);
    undo.hidden = state.before === null;
    if (state.filled !== null) {
      field.value = state.filled;
      state = step(state, { kind: 'written' }, words);
      // What watches pasting looks for a posting like it.
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    // A button that goes does not take the place of the keyboard with it.
    if (held === stop && stop.hidden) input.focus();
    if (held === undo && undo.hidden) field.focus();
  };

  /** @param {File} file */
  const ask = (file) => {
    asked?.abort();
    tell({ kind: 'picked', name: file.name, size: file.size });
    if (!isBusy(state)) return;
    const asking = (asked = new XMLHttpRequest());
    const form = new FormData();
    form.append(input.name, file);
    asking.upload.addEventListener('progress', ({ loaded, total }) => {
      if (asking === asked) tell({ kind: 'progress', sent: total ? loaded / total : 0 });
    });
    asking.upload.addEventListener('load', () => {
      if (asking === asked) tell({ kind: 'arrived' });
    });
    asking.addEventListener('loadend', () => {
      if (asking !== asked) return;
      const answer = readAnswer(asking.responseText);
      if (asking.status === 200 && typeof answer.text === 'string') {
        tell({ kind: 'answered', text: answer.text, said: answer.said ?? '', field: field.value });
      } else {
        tell({ kind: 'refused', said: answer.message ?? '' });
      }
    });
    asking.open('POST', data.upload ?? '');
    asking.setRequestHeader('accept', 'application/json');
    asking.send(form);
  };

  stop.addEventListener('click', () => {
    const asking = asked;
    asked = null;
    asking?.abort();
    tell({ kind: 'stop' });
  });
  undo.addEventListener('click', () => tell({ kind: 'undo' }));
  return ask;
}

/** @param {string} text @returns {{ text?: string, said?: string, message?: string }} */
function readAnswer(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {}; // the sign-in page, or nothing at all
  }
}
