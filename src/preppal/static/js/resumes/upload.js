/** A resume's file, picked, dropped or pasted: sent with its progress shown, and then its page. */

import { IDLE, isBusy, step } from '../interviews/upload_state.js';

/** @param {HTMLFormElement} form The upload of templates/resumes/list.html. */
export function watchResumeUpload(form) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector('input[type=file]'));
  const progress = /** @type {HTMLProgressElement} */ (form.querySelector('progress'));
  const stop = /** @type {HTMLButtonElement} */ (form.querySelector('[data-stop]'));
  const name = /** @type {HTMLElement} */ (form.querySelector('[data-name]'));
  const said = /** @type {HTMLElement} */ (form.querySelector('[role=status]'));
  const data = form.dataset;
  const words = {
    most: Number(data.most), large: data.large ?? '', sending: data.sending ?? '', reading: data.reading ?? '',
    stopped: data.stopped ?? '', failed: data.failed ?? '', back: '',
  };
  let state = IDLE;
  /** @type {XMLHttpRequest | null} */
  let asked = null;

  /** @param {import('../interviews/upload_state.js').Event} event */
  const tell = (event) => {
    state = step(state, event, words);
    const held = document.activeElement;
    name.textContent = state.name;
    if (said.textContent !== state.said) said.textContent = state.said;
    if (state.phase === 'fault') said.dataset.kind = 'fault';
    else delete said.dataset.kind;
    if (state.phase === 'fault') input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
    if (state.phase === 'sending') progress.value = state.sent;
    else progress.removeAttribute('value');
    progress.hidden = stop.hidden = !isBusy(state);
    // A button that goes does not take the place of the keyboard with it.
    if (held === stop && stop.hidden) input.focus();
  };

  /** @param {File} file */
  const send = (file) => {
    asked?.abort();
    tell({ kind: 'picked', name: file.name, size: file.size });
    input.value = ''; // the same file may be picked again
    if (!isBusy(state)) return;
    const asking = (asked = new XMLHttpRequest());
    const body = new FormData(form); // with who may read it
    body.set(input.name, file);
    asking.upload.addEventListener('progress', ({ loaded, total }) => {
      if (asking === asked) tell({ kind: 'progress', sent: total ? loaded / total : 0 });
    });
    asking.upload.addEventListener('load', () => {
      if (asking === asked) tell({ kind: 'arrived' });
    });
    asking.addEventListener('loadend', () => {
      if (asking !== asked) return;
      const answer = readAnswer(asking.responseText);
      if (asking.status === 200 && answer.address) location.assign(answer.address);
      else tell({ kind: 'refused', said: answer.message ?? '' });
    });
    asking.open('POST', form.action);
    asking.setRequestHeader('accept', 'application/json');
    asking.send(body);
  };

  input.addEventListener('change', () => {
    if (input.files?.[0]) send(input.files[0]);
  });
  stop.addEventListener('click', () => {
    const asking = asked;
    asked = null;
    asking?.abort();
    tell({ kind: 'stop' });
  });
  document.addEventListener('paste', (event) => {
    const file = event.clipboardData?.files[0];
    if (file) send(file);
  });
  takeDrops(form, send);
  form.dataset.ready = ''; // the file's name is shown here, not by the input, which lets it go at once
  for (const button of form.querySelectorAll('[data-plain]')) {
    if (button instanceof HTMLElement) button.hidden = true;
  }
}

/** @param {string} text @returns {{ address?: string, message?: string }} */
function readAnswer(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {}; // the sign-in page, or nothing at all
  }
}

/** @param {HTMLElement} place @param {(file: File) => void} send */
function takeDrops(place, send) {
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
    send(file);
  });
}

for (const form of document.querySelectorAll('[data-resume-upload]')) {
  if (form instanceof HTMLFormElement) watchResumeUpload(form);
}
