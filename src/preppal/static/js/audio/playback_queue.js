/**
 * What the interviewer says, waiting to be heard: a ring of 24 kHz samples that knows whose turn each belongs to.
 *
 * The server sends a sentence as fast as it is made, so up to two minutes wait here, and `flush` forgets them
 * at once; `pause` keeps them for when it turns out that nobody wanted the floor. How much of a turn was really
 * heard is counted here too, because only here it is known.
 */

import { Resampler } from './resampler.js';

export const DOWNLINK_RATE = 24_000;
const CAPACITY = 120 * DOWNLINK_RATE;
/** Wait for this much before the first sound, so that a late packet is not a stutter. */
const PRE_BUFFER = (60 * DOWNLINK_RATE) / 1000;
/** A clip shorter than the pre-buffer must still be heard: give up waiting after this many samples. */
const PATIENCE = 2 * PRE_BUFFER;
/** Seconds in which a voice falls silent, or comes back, without a click. */
const FADE = 0.015;

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
    this.flushing = false;
    this.cutAt = 0;
    this.paused = false;
    this.gain = 1;
    this.dropped = 0;
  }

  get queued() {
    return this.written - this.read;
  }

  /** How much of `turn` was played. */
  get heardMs() {
    return ((this.read - this.turnStart) * 1000) / DOWNLINK_RATE;
  }

  get queuedMs() {
    return (this.queued * 1000) / DOWNLINK_RATE;
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

  /** Forget what is queued now, not what comes later. One block of fading (under 3 ms) keeps the cut from clicking. */
  flush() {
    this.cutAt = this.written;
    if (this.playing && this.queued > 0) this.flushing = true;
    else this.#forget();
  }

  /** Fall silent, keep what is queued; nothing counts as heard until `release`. */
  pause() {
    this.paused = true;
  }

  /** Go on where `pause` fell silent. */
  release() {
    if (!this.paused) return;
    this.paused = false;
    this.waited = PATIENCE;
  }

  /** Everything another queue needs to go on from here: the sound card has changed. */
  handOver() {
    if (this.flushing) this.#forget();
    const samples = new Int16Array(this.queued);
    for (let i = 0; i < samples.length; i += 1) samples[i] = this.ring[(this.read + i) % CAPACITY];
    const upcoming = this.upcoming.map(({ turn, at }) => ({ turn, at: at - this.read }));
    return { turn: this.turn, heard: this.read - this.turnStart, samples, upcoming };
  }

  /** @param {ReturnType<PlaybackQueue['handOver']>} rest of a queue that is no more; before anything is pushed here */
  takeOver({ turn, heard, samples, upcoming }) {
    this.turn = turn;
    this.turnStart = this.read - heard;
    this.upcoming = upcoming.map(({ turn: next, at }) => ({ turn: next, at: this.read + at }));
    this.push(samples);
  }

  #forget() {
    // The position of the turn in hand must stay where the ear left it.
    this.turnStart += this.cutAt - this.read;
    this.read = this.cutAt;
    const begun = this.upcoming.filter(({ at }) => at <= this.cutAt).at(-1);
    if (begun) {
      this.turn = begun.turn;
      this.turnStart = this.read;
    }
    this.upcoming = this.upcoming.filter(({ at }) => at > this.cutAt);
    this.playing = false;
    this.waited = 0;
    this.flushing = false;
    this.paused = false;
    this.gain = 1;
  }

  /**
   * Fill one block of output.
   * @param {Float32Array} output at the sound card's rate
   * @returns {number} loudness, root mean square, 0 … 1
   */
  render(output) {
    const silent = this.paused && this.gain === 0;
    if (silent || (!this.playing && !this.#mayStart(output.length))) {
      output.fill(0);
      return 0;
    }
    this.playing = true;
    const step = this.#fade(output.length);
    let energy = 0;
    output.fill(0);
    for (let i = 0; i < output.length && (this.gain > 0 || !this.paused); i += 1) {
      while (!this.resampler.ready) this.resampler.feed(this.#next());
      output[i] = this.resampler.take() * this.gain;
      energy += output[i] * output[i];
      this.gain = Math.max(0, Math.min(1, this.gain + step));
    }
    if (this.flushing) this.#forget();
    else if (this.paused && this.gain === 0) this.playing = false;
    else if (this.queued === 0) {
      this.playing = false;
      this.waited = 0;
    }
    return Math.sqrt(energy / output.length);
  }

  /** @returns {number} what the gain changes by in a sample */
  #fade(outputLength) {
    if (this.flushing) return -this.gain / (outputLength - 1);
    return (this.paused ? -1 : 1) / (FADE * this.outputRate);
  }

  #mayStart(outputLength) {
    if (this.queued === 0) return false;
    this.waited += (outputLength * DOWNLINK_RATE) / this.outputRate;
    return this.queued >= PRE_BUFFER || this.waited >= PATIENCE;
  }

  #next() {
    if (this.queued === 0 || (this.flushing && this.read >= this.cutAt)) return 0;
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
}
