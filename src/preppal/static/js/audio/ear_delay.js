/**
 * From the sound card to the ear: 10 ms by wire, 200 and more by Bluetooth. What was rendered comes out of here as
 * much later as its sound does, so that "heard" means heard. Nothing is allocated while sound plays.
 */

/** Samples of one block of the audio thread. */
const BLOCK = 128;
const LONGEST_MS = 500;

export class EarDelay {
  /** @param {number} rate Hz of the sound card */
  constructor(rate) {
    this.blockMs = (BLOCK * 1000) / rate;
    const kept = Math.ceil(LONGEST_MS / this.blockMs) + 1;
    this.turns = new Int32Array(kept);
    this.times = new Float64Array(kept);
    this.queues = new Float64Array(kept);
    this.levels = new Float64Array(kept);
    this.states = new Uint8Array(kept);
    this.at = 0;
    this.delay = 0;
    this.turn = 0;
    this.ms = 0;
    this.queuedMs = 0;
    this.playing = false;
    this.level = 0;
  }

  /** @param {number} ms from rendering to hearing, as the AudioContext says */
  set delayMs(ms) {
    this.delay = Math.round(Math.max(0, Math.min(LONGEST_MS, ms)) / this.blockMs);
  }

  /**
   * One block was rendered; afterwards `turn`, `ms` … are what the ear has just heard.
   * @param {number} turn @param {number} ms heard of it @param {number} queuedMs @param {boolean} playing
   * @param {number} level
   */
  pass(turn, ms, queuedMs, playing, level) {
    const kept = this.turns.length;
    this.turns[this.at] = turn;
    this.times[this.at] = ms;
    this.queues[this.at] = queuedMs;
    this.states[this.at] = playing ? 1 : 0;
    this.levels[this.at] = level;
    const heard = (this.at - this.delay + kept) % kept;
    this.turn = this.turns[heard];
    this.ms = this.times[heard];
    this.queuedMs = this.queues[heard];
    this.playing = this.states[heard] === 1;
    this.level = this.levels[heard];
    this.at = (this.at + 1) % kept;
  }
}
