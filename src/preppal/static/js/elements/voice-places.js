/** In the lobby: how many may still talk, while that is few enough to matter. */

const EVERY_MS = 5000;

/**
 * @param {{free: number, capacity: number}} places
 * @param {{few: string, full: string}} words
 * @returns {string} nothing while there are plenty
 */
export function placesText({ free, capacity }, { few, full }) {
  if (free === 0) return full;
  return free * 3 <= capacity ? few.replace('{free}', String(free)).replace('{all}', String(capacity)) : '';
}

if (globalThis.customElements) {
  customElements.define(
    'voice-places',
    class extends HTMLElement {
      connectedCallback() {
        this.timer = setInterval(() => this.#look(), EVERY_MS);
      }

      disconnectedCallback() {
        clearInterval(this.timer);
      }

      async #look() {
        if (document.visibilityState !== 'visible') return;
        const { path, few, full } = this.dataset;
        try {
          const answer = await fetch(path ?? '', { headers: { accept: 'application/json' } });
          if (!answer.ok) return;
          const text = placesText(await answer.json(), { few: few ?? '', full: full ?? '' });
          const line = /** @type {HTMLElement} */ (this.firstElementChild);
          if (line.textContent !== text) line.textContent = text;
          line.hidden = text === '';
        } catch {
          // The server is away for a moment; the next look will tell.
        }
      }
    },
  );
}
