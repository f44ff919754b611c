/**
 * Both directions of sound on one page: one AudioContext, one microphone, one voice.
 *
 * The context may fall asleep (iOS takes it for a call, macOS for a change of device) or stop being of use (another
 * sample rate, a clock that stands still); then another one takes over what was not heard yet.
 */

import { newContext } from './devices.js';
import { canHear, Microphone, MicrophoneTrouble, RateChanged } from './microphone.js';
import { Playback } from './playback.js';

/** A browser that wants a click first never settles `resume`. */
const CLICK_NEEDED_AFTER_MS = 400;
const GESTURES = ['pointerdown', 'keydown'];

export class Sound {
  /** @type {AudioContext | null} */
  context = null;
  /** @type {Playback | null} */
  playback = null;
  /** @type {Microphone | null} */
  microphone = null;
  #constraints;
  #on;
  /** It has run before, so that a rest of it is news. */
  #ran = false;
  #touched = () => this.context?.resume().catch(() => {});

  /**
   * @param {MediaTrackConstraints} constraints
   * @param {{frame: (frame: ArrayBuffer, level: number) => void, position: (position: import('./playback.js').Position) => void,
   *   lost: () => void, silenced: (on: boolean) => void, asleep: (on: boolean) => void}} on what is heard, how far it
   *   was played; the microphone is gone, is muted by a switch or the system; sound needs a touch to go on
   */
  constructor(constraints, on) {
    this.#constraints = constraints;
    this.#on = on;
  }

  /** @returns {Promise<boolean>} whether the browser lets us be heard without (another) click */
  async wake() {
    this.context ??= this.#newContext();
    return this.#resume(this.context);
  }

  #newContext() {
    const context = newContext({ latencyHint: 'interactive' });
    context.addEventListener('statechange', () => this.#stateChanged(context));
    return context;
  }

  async #resume(context) {
    const wait = new Promise((resolve) => setTimeout(resolve, CLICK_NEEDED_AFTER_MS));
    await Promise.race([context.resume().catch(() => {}), wait]);
    return context.state === 'running';
  }

  async #stateChanged(context) {
    if (context !== this.context) return;
    const running = context.state === 'running';
    if (running) this.#ran = true;
    if (!this.#ran) return;
    if (context.state === 'closed') {
      this.#on.lost(); // Not by us.
      return;
    }
    // Of an interruption the system itself says when it is over: Safari breaks a context that is resumed in it.
    if (context.state === 'suspended' && (await this.#resume(context))) return;
    if (context !== this.context) return;
    const asleep = context.state !== 'running';
    for (const gesture of GESTURES) {
      if (asleep) addEventListener(gesture, this.#touched, true);
      else removeEventListener(gesture, this.#touched, true);
    }
    this.#on.asleep(asleep);
  }

  /** The voice, then the microphone. @throws {MicrophoneTrouble} */
  async open() {
    if (!canHear()) throw new MicrophoneTrouble('insecure');
    const context = /** @type {AudioContext} */ (this.context);
    if (!this.playback) {
      const playback = new Playback(this.#on.position);
      await playback.move(context);
      this.playback = playback;
    }
    await this.listen();
  }

  /**
   * Open the microphone (anew): the chosen one, or any.
   * @param {{anew?: boolean}} [how] on another context too: this one stands still
   * @throws {MicrophoneTrouble}
   */
  async listen({ anew = false } = {}) {
    this.stopListening();
    try {
      if (anew) throw new RateChanged();
      await this.#listen();
    } catch (failure) {
      if (!(failure instanceof RateChanged)) throw failure;
      await this.#renew();
      await this.#listen().catch((again) => {
        throw again instanceof RateChanged ? new MicrophoneTrouble('busy') : again;
      });
    }
  }

  async #listen() {
    const context = /** @type {AudioContext} */ (this.context);
    const microphone = await Microphone.open(context, this.#constraints, this.#on.frame);
    if (context !== this.context) {
      microphone.close(); // Closed meanwhile.
      return;
    }
    const { track } = microphone;
    const when = (/** @type {string} */ name, /** @type {() => void} */ then) =>
      track.addEventListener(name, () => this.microphone === microphone && then());
    when('ended', () => this.#on.lost());
    when('mute', () => this.#on.silenced(true));
    when('unmute', () => this.#on.silenced(false));
    this.microphone?.close();
    this.microphone = microphone;
  }

  /** Another context, at whatever rate the devices run now. */
  async #renew() {
    const old = this.context;
    this.context = this.#newContext();
    await this.#resume(this.context);
    await this.playback?.move(this.context);
    old?.close().catch(() => {});
  }

  stopListening() {
    this.microphone?.close();
    this.microphone = null;
  }

  close() {
    this.stopListening();
    this.context?.close().catch(() => {});
    this.context = null;
    this.playback = null;
    this.#ran = false;
    for (const gesture of GESTURES) removeEventListener(gesture, this.#touched, true);
  }
}
