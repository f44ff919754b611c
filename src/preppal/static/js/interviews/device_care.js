/** Keeps a microphone open through whatever happens to devices, and says what cannot be mended from here. */

import { allDevices, ofKind, onChange, remembered, useLoudspeaker } from './devices.js';
import { MicrophoneTrouble } from './microphone.js';
import { CARE_START, careStep } from './sound_care.js';

/** Devices come and go in bursts: a headset is three of them. */
const SETTLED_MS = 250;
const FRAME_MS = 40;
/** Without a frame for this long something stands still. */
const STALLED_MS = 3000;
/** Ticks in a row without one, before another context is tried, and before that has not helped either. */
const RENEW_AFTER = 3;
const STALLED_AFTER = 20;

export class DeviceCare {
  #care = CARE_START;
  #sound;
  #on;
  #wanted = false;
  /** @type {MediaDeviceInfo[]} */
  #microphones = [];
  #loudspeaker = '';
  #settling = 0;
  /** @type {Promise<void> | null} */
  #opening = null;
  #frameAt = 0;
  #missed = 0;

  /**
   * @param {import('./sound.js').Sound} sound
   * @param {{care: (care: import('./sound_care.js').Care) => void, opened: (name: string) => void,
   *   failed: (trouble: import('./microphone.js').Trouble) => void, another: (name: string) => void,
   *   rerouted: () => void, devices: () => void}} on
   *   what is wrong has changed; a microphone is open (again), or none opens; another one was plugged in; the voice
   *   comes out elsewhere; there are other devices to choose from
   */
  constructor(sound, on) {
    this.#sound = sound;
    this.#on = on;
    navigator.mediaDevices?.addEventListener('devicechange', () => {
      clearTimeout(this.#settling);
      this.#settling = setTimeout(() => this.look(), SETTLED_MS);
    });
    this.#followPermission();
  }

  /** From now on a microphone is wanted: `Sound.open` has just opened one. */
  async watch() {
    this.#wanted = true;
    this.#known();
    await this.#list();
  }

  rest() {
    this.#wanted = false;
  }

  /** @param {{type: string, [key: string]: unknown}} event of sound_care.js */
  step(event) {
    const before = this.#care;
    this.#care = careStep(before, event);
    if (this.#care.trouble !== before.trouble) this.#on.care(this.#care);
  }

  /** @param {number} level of 40 ms @param {{theirs: boolean} | null} whose time it is; null: it does not count */
  hear(level, whose) {
    this.#frameAt = performance.now();
    this.#missed = 0;
    if (whose) this.step({ type: 'frame', level, ms: FRAME_MS, ...whose });
  }

  /** Twice a second or less. Frames are the pulse of the microphone; one miss after a long sleep means nothing. */
  tick() {
    const { asleep, gone } = this.#care;
    const late = performance.now() - this.#frameAt > STALLED_MS;
    const missed = this.#wanted && late && !asleep && !gone && !this.#opening;
    this.#missed = missed ? this.#missed + 1 : 0;
    if (this.#missed === RENEW_AFTER) this.reopen({ anew: true });
    if (this.#missed === STALLED_AFTER) this.step({ type: 'stalled' });
  }

  /** @param {{anew?: boolean}} [how] as `Sound.listen` @returns {Promise<void>} when one is open, or none is to be had */
  reopen(how) {
    if (!this.#wanted) return Promise.resolve();
    this.#opening ??= this.#open(how).finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #open(how) {
    try {
      await this.#sound.listen(how);
    } catch (failure) {
      if (!this.#wanted) return;
      this.step({ type: 'gone' });
      this.#on.failed(failure instanceof MicrophoneTrouble ? failure.trouble : 'busy');
      return;
    }
    if (!this.#wanted) {
      this.#sound.stopListening();
      return;
    }
    this.#known();
    await this.#list();
    this.#on.opened(this.#sound.microphone?.name ?? '');
  }

  #known() {
    this.#frameAt = performance.now();
    this.step({ type: 'opened', switchedOff: this.#sound.microphone?.track.muted ?? false });
  }

  /** What there is now. @returns {Promise<boolean>} whether the system's loudspeaker is another than before */
  async #list() {
    const devices = await allDevices();
    this.#microphones = ofKind(devices, 'audioinput');
    const output = ofKind(devices, 'audiooutput')[0];
    const before = this.#loudspeaker;
    this.#loudspeaker = output ? `${output.deviceId} ${output.groupId}` : '';
    return before !== '' && before !== this.#loudspeaker;
  }

  /** What has changed, and what to do about it. */
  async look() {
    const { microphone, context } = this.#sound;
    const before = this.#microphones;
    const rerouted = await this.#list();
    if (context) await useLoudspeaker(context);
    this.#on.devices();
    if (!this.#wanted) return;
    if (rerouted) this.#on.rerouted();
    if (!microphone || this.#care.gone) {
      await this.reopen();
      return;
    }
    const choice = remembered('audioinput');
    const change = onChange({ before, now: this.#microphones, current: microphone.device, choice });
    if (change.act === 'switch') await this.reopen();
    else if (change.act === 'tell') this.#on.another(change.label);
  }

  async #followPermission() {
    try {
      const permission = await navigator.permissions.query({ name: /** @type {any} */ ('microphone') });
      permission.addEventListener('change', () => {
        const { gone } = this.#care;
        if (permission.state === (gone ? 'granted' : 'denied')) this.reopen();
      });
    } catch {
      // An old Firefox does not know the name; the end of the track says the same.
    }
  }
}
