/** Both directions of sound on one page: one AudioContext, one microphone, one voice. */

import { canHear, Microphone, MicrophoneTrouble } from './microphone.js';
import { Playback } from './playback.js';

/** A browser that wants a click first never settles `resume`. */
const CLICK_NEEDED_AFTER_MS = 400;

export class Sound {
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {Playback | null} */
  playback = null;
  /** @type {Microphone | null} */
  microphone = null;
  #constraints;
  #on;

  /**
   * @param {MediaTrackConstraints} constraints
   * @param {{frame: (frame: ArrayBuffer, level: number) => void, lost: () => void,
   *   position: ConstructorParameters<typeof Playback>[1]}} on what is heard, and how far it was played
   */
  constructor(constraints, on) {
    this.#constraints = constraints;
    this.#on = on;
  }

  /** @returns {Promise<boolean>} whether the browser lets us be heard without (another) click */
  async wake() {
    this.#context ??= new AudioContext({ latencyHint: 'interactive' });
    const context = this.#context;
    const wait = new Promise((resolve) => setTimeout(resolve, CLICK_NEEDED_AFTER_MS));
    await Promise.race([context.resume(), wait]);
    return context.state === 'running';
  }

  /** The voice, then the microphone. @throws {MicrophoneTrouble} */
  async open() {
    if (!canHear()) throw new MicrophoneTrouble('insecure');
    const context = /** @type {AudioContext} */ (this.#context);
    this.playback ??= await Playback.open(context, this.#on.position);
    await this.listen();
  }

  /** @throws {MicrophoneTrouble} */
  async listen() {
    this.stopListening();
    const context = /** @type {AudioContext} */ (this.#context);
    const microphone = await Microphone.open(context, this.#constraints, this.#on.frame);
    microphone.track.addEventListener('ended', () => {
      if (this.microphone === microphone) this.#on.lost();
    });
    this.microphone = microphone;
  }

  stopListening() {
    this.microphone?.close();
    this.microphone = null;
  }

  close() {
    this.stopListening();
    this.#context?.close();
    this.#context = null;
    this.playback = null;
  }
}
