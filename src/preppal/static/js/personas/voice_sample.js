// <voice-sample>: plays the chosen voice in place. The link inside leads to the sound itself, which is
// what happens without scripts; a template for each state holds its words.

import { AGAIN_MS, SILENCE, voiceStep } from './voice_steps.js';

class VoiceSample extends HTMLElement {
  connectedCallback() {
    this.link = this.querySelector('[data-part=hear]');
    this.said = this.querySelector('[data-part=said]');
    if (!(this.link instanceof HTMLAnchorElement)) return;
    this.state = SILENCE;
    this.sound = new Audio();
    this.sound.addEventListener('ended', () => this.take({ type: 'ended' }));
    this.link.addEventListener('click', (event) => {
      event.preventDefault();
      this.take({ type: 'press' });
      if (this.state.hearing === 'asking') this.ask();
    });
  }

  disconnectedCallback() {
    this.take({ type: 'changed' });
  }

  /** The form says something else now: what is heard would be wrong. @param {string} query */
  askFor(query) {
    if (!(this.link instanceof HTMLAnchorElement) || this.link.search === `?${query}`) return;
    this.link.search = query;
    this.take({ type: 'changed' });
  }

  take(event) {
    if (!this.state) return;
    this.state = voiceStep(this.state, event);
    const { hearing, told } = this.state;
    if (hearing !== 'speaking') this.sound?.pause();
    this.link?.toggleAttribute('data-on', hearing !== 'still');
    if (hearing === 'asking' || hearing === 'loading') this.link?.setAttribute('aria-busy', 'true');
    else this.link?.removeAttribute('aria-busy');
    const words = this.querySelector(`[data-say=${hearing}]`);
    if (!this.said) return;
    if (told) this.said.textContent = told;
    else this.said.replaceChildren(...(words instanceof HTMLTemplateElement ? [words.content.cloneNode(true)] : []));
  }

  async ask() {
    const asked = /** @type {HTMLAnchorElement} */ (this.link).href;
    const waits = () => ['asking', 'loading'].includes(this.state?.hearing ?? '');
    try {
      while (waits() && asked === /** @type {HTMLAnchorElement} */ (this.link).href) {
        const answer = await fetch(asked, { headers: { accept: 'audio/wav, application/json' } });
        const kind = answer.headers.get('content-type') ?? '';
        if (answer.status === 200 && kind.startsWith('audio/')) {
          await this.play(await answer.blob());
          return;
        }
        const told = kind.startsWith('application/json') ? await answer.json() : {};
        if (answer.status !== 202) {
          this.take({ type: 'refused', told: told.message });
          return;
        }
        this.take({ type: 'loading', told: told.text });
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    } catch {
      this.take({ type: 'refused' });
    }
  }

  /** @param {Blob} wav */
  async play(wav) {
    this.take({ type: 'arrived' });
    if (!this.sound || this.state?.hearing !== 'speaking') return;
    URL.revokeObjectURL(this.sound.src);
    this.sound.src = URL.createObjectURL(wav);
    await this.sound.play();
  }
}

customElements.define('voice-sample', VoiceSample);
