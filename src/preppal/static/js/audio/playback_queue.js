/**
 * What the interviewer says, waiting to be heard: a ring of 24 kHz samples that knows whose turn each belongs to.
 *
 * The server sends a sentence as fast as it is made, so up to two minutes wait here, and `flush` forgets them
 * at once. How much of a turn was really heard is counted here too, because only here it is known.
 */

import { Resampler } from './resampler.js';

export const DOWNLINK_RATE = 24_000;
const CAPACITY = 120 * DOWNLINK_RATE;
/** Wait for this much before the first sound, so that a late packet is not a stutter. */
const PRE_BUFFER = (60 * DOWNLINK_RATE) / 1000;
/** A clip shorter than the pre-buffer must still be heard: give up waiting after this many samples. */
const PATIENCE = 2 * PRE_BUFFER;

export class PlaybackQueue {
  /** @param {number} outputRate Hz of the sound card */
  constructor(outputRate) {
    this.resampler = new Resampler(DOWNLINK_RATE, outputRate);
    this.outputRate = outputRate;
    this.ring = new Int16Array(CAPACITY);
    this.written = 0;
    this.read = 0;
    /** @type {{turn: number, at: number}[]} turns that begin further on in the ring */
    this.upcoming = [];
    this.turn = 0;
    this.turnStart = 0;
    this.playing = false;
    this.waited = 0;
    this.fading = false;
    this.dropped = 0;
  }

  get queued() {
    return this.written - this.read;
  }

  /** @param {number} turn what is pushed from now on belongs to this turn */
  begin(turn) {
    this.upcoming.push({ turn, at: this.written });
    this.#reachTurns();
  }

  /** @param {Int16Array} samples at 24 kHz; what does not fit into two minutes is dropped and counted */
  push(samples) {
    const room = Math.min(samples.length, CAPACITY - this.queued);
    for (let i = 0; i < room; i += 1) this.ring[(this.written + i) % CAPACITY] = samples[i];
    this.written += room;
    this.dropped += samples.length - room;
  }

  /** Forget everything queued. One block of fading (under 3 ms) keeps the cut from clicking. */
  flush() {
    if (this.playing && this.queued > 0) this.fading = true;
    else this.#forget();
  }

  #forget() {
    this.#reachTurns();
    const last = this.upcoming.at(-1);
    if (last) {
      this.turn = last.turn;
      this.turnStart = this.read;
    }
    this.upcoming = [];
    // Not `read = written`: the position of the turn in hand must stay where the ear left it.
    this.written = this.read;
    this.playing = false;
    this.waited = 0;
    this.fading = false;
  }

  /**
   * Fill one block of output.
   * @param {Float32Array} output at the sound card's rate
   * @returns {number} loudness, root mean square, 0 … 1
   */
  render(output) {
    if (!this.playing && !this.#mayStart(output.length)) {
      output.fill(0);
      return 0;
    }
    this.playing = true;
    let energy = 0;
    for (let i = 0; i < output.length; i += 1) {
      while (!this.resampler.ready) this.resampler.feed(this.#next());
      const gain = this.fading ? 1 - i / output.length : 1;
      output[i] = this.resampler.take() * gain;
      energy += output[i] * output[i];
    }
    if (this.fading) this.#forget();
    else if (this.queued === 0) {
      this.playing = false;
      this.waited = 0;
    }
    return Math.sqrt(energy / output.length);
  }

  #mayStart(outputLength) {
    if (this.queued === 0) return false;
    this.waited += (outputLength * DOWNLINK_RATE) / this.outputRate;
    return this.queued >= PRE_BUFFER || this.waited >= PATIENCE;
  }

  #next() {
    if (this.queued === 0) return 0;
    const sample = this.ring[this.read % CAPACITY] / 32_768;
    this.read += 1;
    if (this.upcoming.length > 0) this.#reachTurns();
    return sample;
  }

  #reachTurns() {
    while (this.upcoming.length > 0 && this.upcoming[0].at <= this.read) {
      const { turn, at } = /** @type {{turn: number, at: number}} */ (this.upcoming.shift());
      this.turn = turn;
      this.turnStart = at;
    }
  }

  /** @returns {{turn: number, ms: number, queuedMs: number, playing: boolean}} how much of which turn was heard */
  position() {
    return {
      turn: this.turn,
      ms: Math.round(((this.read - this.turnStart) * 1000) / DOWNLINK_RATE),
      queuedMs: Math.round((this.queued * 1000) / DOWNLINK_RATE),
      playing: this.playing,
    };
  }
}
