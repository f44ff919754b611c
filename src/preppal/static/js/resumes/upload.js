/** A resume's file, picked, dropped or pasted: sent with its progress shown, and then its page. */

import { takeDrops, watchUpload } from '../lib/upload.js';

/** @param {HTMLFormElement} form The upload of templates/resumes/list.html. */
export function watchResumeUpload(form) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector('input[type=file]'));
  const { send } = watchUpload(form, {
    action: () => form.action,
    body: (file) => {
      const body = new FormData(form); // with who may read it
      body.set(input.name, file);
      return body;
    },
    answered: ({ address }) => {
      if (!address) return { kind: 'refused', said: '' };
      location.assign(address);
      return { kind: 'step', step: 'understood' };
    },
  });

  input.addEventListener('change', () => {
    const file = input.files?.[0];
    input.value = ''; // the same file may be picked again
    if (file) send(file);
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

for (const form of document.querySelectorAll('[data-resume-upload]')) {
  if (form instanceof HTMLFormElement) watchResumeUpload(form);
}
