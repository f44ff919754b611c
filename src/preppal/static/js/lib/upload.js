/** A file that is sent with its progress shown, and answered: what all uploads have in common.
 *
 * The answer is JSON, or lines of it: `{"step": …}` for each thing that is done, and the answer as the last.
 */

import { IDLE, isBusy, lastLine, step, stepsIn } from './upload_state.js';

/**
 * @typedef {import('./upload_state.js').State} State
 * @typedef {import('./upload_state.js').Event} Event
 * @typedef {Record<string, string>} Answer
 * @typedef {object} Upload
 * @property {() => string} action Where files are sent.
 * @property {(file: File) => FormData} body
 * @property {(answer: Answer) => Event} answered What a good answer means.
 * @property {(state: State) => void} [shown] What else there is to show; called after each change.
 */

/** @param {HTMLElement} place The component of templates/components/upload.html, or a form like it.
 * @param {Upload} upload
 * @returns {{ send: (file: File) => void, tell: (event: Event) => void }} */
export function watchUpload(place, upload) {
  const input = /** @type {HTMLInputElement} */ (place.querySelector('input[type=file]'));
  const progress = /** @type {HTMLProgressElement} */ (place.querySelector('progress'));
  const stop = /** @type {HTMLButtonElement} */ (place.querySelector('[data-stop]'));
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

  /** @param {Event} event */
  const tell = (event) => {
    state = step(state, event, words);
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
    showSteps(place, state);
    upload.shown?.(state);
    // A button that goes does not take the place of the keyboard with it.
    if (held === stop && stop.hidden) input.focus();
  };

  /** @param {File} file */
  const send = (file) => {
    asked?.abort();
    tell({ kind: 'picked', name: file.name, size: file.size });
    if (!isBusy(state)) return;
    const asking = (asked = new XMLHttpRequest());
    asking.upload.addEventListener('progress', ({ loaded, total }) => {
      if (asking === asked) tell({ kind: 'progress', sent: total ? loaded / total : 0 });
    });
    asking.upload.addEventListener('load', () => {
      if (asking === asked) tell({ kind: 'arrived' });
    });
    asking.addEventListener('progress', () => {
      if (asking !== asked || asking.status !== 200) return;
      for (const done of stepsIn(asking.responseText)) {
        if (!state.steps.includes(done)) tell({ kind: 'step', step: done });
      }
    });
    asking.addEventListener('loadend', () => {
      if (asking !== asked) return;
      const answer = lastLine(asking.responseText);
      const isGood = asking.status === 200 && !('message' in answer) && !('step' in answer) && Object.keys(answer).length;
      tell(isGood ? upload.answered(answer) : { kind: 'refused', said: answer.message ?? '' });
    });
    asking.open('POST', upload.action());
    asking.setRequestHeader('accept', place.querySelector('[data-steps]') ? 'application/x-ndjson, application/json' : 'application/json');
    asking.send(upload.body(file));
  };

  stop.addEventListener('click', () => {
    const asking = asked;
    asked = null;
    asking?.abort();
    tell({ kind: 'stop' });
  });
  return { send, tell };
}

/** Marks what is done of a list of steps, and what is under way. @param {HTMLElement} place @param {State} state */
function showSteps(place, state) {
  const list = place.querySelector('[data-steps]');
  if (!(list instanceof HTMLElement)) return;
  list.hidden = !isBusy(state) && state.phase !== 'done';
  let isNext = true;
  for (const item of list.children) {
    if (!(item instanceof HTMLElement)) continue;
    const isDone = state.steps.includes(item.dataset.step ?? '');
    if (isDone) item.dataset.done = '';
    else delete item.dataset.done;
    if (!isDone && isNext) item.setAttribute('aria-current', 'step');
    else item.removeAttribute('aria-current');
    isNext &&= isDone;
  }
}

/** Files that are dragged over a place, and dropped there.
 * @param {HTMLElement} place @param {(file: File) => void} take */
export function takeDrops(place, take) {
  /** @param {DragEvent} event */
  const holdsFile = (event) => event.dataTransfer?.types.includes('Files') ?? false;
  for (const kind of /** @type {const} */ (['dragenter', 'dragover'])) {
    place.addEventListener(kind, (event) => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      place.dataset.over = '';
    });
  }
  place.addEventListener('dragleave', (event) => {
    const into = event.relatedTarget;
    if (!(into instanceof Node) || !place.contains(into)) delete place.dataset.over;
  });
  place.addEventListener('drop', (event) => {
    delete place.dataset.over;
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    take(file);
  });
}
