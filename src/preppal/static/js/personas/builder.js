// The form in which an interviewer is written: portrait, counts and preview follow what is typed.
// Without scripts the button "Show a first question" does the same.

import { keepCounting } from './counting.js';
import { redraw } from './portrait.js';
import './voice_sample.js';

const QUIET_MS = 500;

/** @param {HTMLFormElement} form */
function follow(form) {
  const part = (name) => form.querySelector(`[data-part=${name}]`);
  const value = (name) => String(new FormData(form).get(name) ?? '');
  const drawing = part('figure')?.querySelector('svg');
  let asked = '';
  /** @type {AbortController | null} */
  let asking = null;
  let timer = 0;

  function draw() {
    const manner = { warmth: 3, pace: 3, probing: 3 };
    for (const scale of /** @type {(keyof typeof manner)[]} */ (Object.keys(manner))) {
      manner[scale] = Number(value(scale)) || 3;
    }
    if (drawing) redraw(drawing, manner, value('name'));
    const speed = Number(value('speed')) || 1;
    const pace = part('pace');
    if (pace instanceof HTMLElement) {
      pace.hidden = false;
      pace.textContent = speed.toFixed(2);
    }
    const sample = form.querySelector('voice-sample');
    const query = new URLSearchParams({ voice: value('voice'), speed: String(speed) });
    // @ts-ignore the element's own method
    sample?.askFor?.(query.toString());
  }

  async function refresh() {
    const fields = new URLSearchParams(/** @type {any} */ (new FormData(form)));
    if (fields.toString() === asked) return;
    asked = fields.toString();
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(form.dataset.preview ?? '', {
        method: 'POST',
        body: fields,
        headers: { accept: 'application/json' },
        signal: asking.signal,
      });
      if (answer.ok && (answer.headers.get('content-type') ?? '').startsWith('application/json')) {
        show(await answer.json());
      }
    } catch {
      asked = ''; // the line dropped, or one wrote on: the next word asks again
    }
  }

  /** @param {Record<string, any>} shown */
  function show(shown) {
    for (const name of ['opening', 'question', 'follow_up', 'told']) {
      const place = part(name);
      if (place && place.textContent !== shown[name]) place.textContent = shown[name];
    }
    const notes = shown.notes.map((text) => {
      const item = document.createElement('li');
      item.textContent = text;
      return item;
    });
    part('notes')?.replaceChildren(...notes);
  }

  const button = part('ask');
  if (button instanceof HTMLElement) button.hidden = true;
  form.addEventListener('input', () => {
    draw();
    clearTimeout(timer);
    timer = setTimeout(refresh, QUIET_MS);
  });
  keepCounting(form);
  draw();
}

const form = document.querySelector('form.builder');
if (form instanceof HTMLFormElement) follow(form);
