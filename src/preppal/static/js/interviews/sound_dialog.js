/** "Sound": which microphone and loudspeaker, whether we hear each other, and what helps when not. */

import { allDevices, choosesLoudspeaker, ofKind, remember, useLoudspeaker } from './devices.js';
import { Meter } from './meter.js';
import { chime } from './microphone.js';

/** Louder than a quiet room, for this long in total, is somebody. */
const VOICE = 0.008;
const HEARD_AFTER_MS = 320;
const FRAME_MS = 40;

export class SoundDialog {
  #dialog;
  #sound;
  #on;
  #meter;
  #voicedMs = 0;

  /**
   * @param {HTMLDialogElement} dialog that the server rendered
   * @param {import('./sound.js').Sound} sound
   * @param {{toggled: () => void, reopen: () => void, rerouted: () => void}} on it was opened or closed; a microphone
   *   was chosen, or is to be tried again; a loudspeaker was chosen
   */
  constructor(dialog, sound, on) {
    this.#dialog = dialog;
    this.#sound = sound;
    this.#on = on;
    this.#meter = new Meter(this.#piece('meter'));
    dialog.addEventListener('close', () => on.toggled());
    dialog.addEventListener('click', ({ target }) => {
      const act = target instanceof Element ? target.closest('[data-act]')?.getAttribute('data-act') : '';
      if (act === 'close' || act === 'write') dialog.close();
      if (act === 'again') on.reopen();
      if (act === 'chime') this.#chime();
    });
    this.#piece('microphones').addEventListener('change', ({ target }) => this.#choose('audioinput', target));
    this.#piece('loudspeakers').addEventListener('change', ({ target }) => this.#choose('audiooutput', target));
  }

  /** @param {string} name @returns {any} */
  #piece(name) {
    return this.#dialog.querySelector(`[data-part="${name}"]`);
  }

  get open() {
    return this.#dialog.open;
  }

  show() {
    this.#listenAnew();
    this.list();
    this.#dialog.showModal();
    this.#on.toggled();
  }

  /** @param {number} level of 40 ms */
  hear(level) {
    this.#meter.hear(level);
    if (level > VOICE) this.#voicedMs += FRAME_MS;
    if (this.#voicedMs >= HEARD_AFTER_MS) this.#showHeard(true);
  }

  /** The voice of the interviewer was heard by the microphone: headphones are worth a word. */
  adviseHeadphones() {
    this.#piece('headphones').hidden = false;
  }

  /** @param {import('./sound_care.js').Trouble} care what is wrong; what helps is shown with it */
  paint(care) {
    this.#piece('sound-trouble').hidden = care === '';
    this.#piece('again').hidden = care !== 'gone' && care !== 'silent';
    this.#piece('say').parentElement.hidden = care !== '';
    this.#piece('meter').hidden = care === 'gone';
  }

  /** What there is to choose from, now. */
  async list() {
    const devices = await allDevices();
    const current = this.#sound.microphone?.device.deviceId ?? '';
    const inputs = ofKind(devices, 'audioinput');
    this.#offer('microphones', inputs, current);
    this.#piece('microphone').hidden = inputs.length === 0;
    const outputs = ofKind(devices, 'audiooutput');
    const sink = /** @type {{sinkId?: string} | null} */ (this.#sound.context)?.sinkId || 'default';
    this.#offer('loudspeakers', outputs, sink);
    this.#piece('loudspeaker').hidden = !choosesLoudspeaker() || outputs.length < 2;
  }

  #offer(name, devices, current) {
    const options = devices.map(({ label, deviceId }) => {
      const chosen = deviceId === current;
      return new Option(label, deviceId, chosen, chosen);
    });
    const select = this.#piece(name);
    select.replaceChildren(...options);
    if (!options.some((option) => option.selected)) select.selectedIndex = -1;
  }

  async #choose(kind, { value, selectedOptions }) {
    remember(kind, { id: value, label: selectedOptions[0]?.label ?? '' });
    if (kind === 'audioinput') {
      this.#listenAnew();
      this.#on.reopen();
    } else if (this.#sound.context) {
      await useLoudspeaker(this.#sound.context);
      this.#on.rerouted();
    }
  }

  #listenAnew() {
    this.#voicedMs = 0;
    this.#meter.clear();
    this.#showHeard(false);
  }

  #showHeard(heard) {
    this.#piece('heard').hidden = !heard;
    this.#piece('say').hidden = heard;
  }

  async #chime() {
    const { context } = this.#sound;
    if (context) await chime(context);
    this.#piece('chime-ask').hidden = true;
    this.#piece('chime-heard').hidden = false;
  }
}
