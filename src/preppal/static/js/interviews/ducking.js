/**
 * Falling silent at the ear before the server has said so: while the interviewer speaks, a voice at our own microphone
 * pauses them here, and they go on by themselves when the server does not agree.
 *
 * The danger is the interviewer's own voice out of the loudspeaker. So nothing is done before it is known how loud
 * that arrives here (browsers cancel most of it, headphones all), and then only for what stands far above it, however
 * loud it was lately. Each time that the server did not agree raises the bar; twice ends it for this device. Pure:
 * time is what the frames of the microphone last.
 */

const FRAME_MS = 40;
/** Speech this long is no knock and no key: the server asks for the same. */
const SPEECH_MS = 200;
/** The server has answered by then, also over a slow line. */
const AGREES_WITHIN_MS = 1200;
/** How loud a voice close by is, at least: -34 dB. */
const VOICE = 0.02;
/** 12 dB over what comes back of the interviewer: their loudest syllables stay below that. */
const ABOVE_ECHO = 4;
/** More than this coming back is no headphones and no cancellation. -40 dB. */
const MOST_ECHO = 0.01;
/** Frames with the interviewer speaking before anything is known, and as many as are remembered: 3 and 8 s. */
const LEARNT_AFTER = 75;
const REMEMBERED = 200;
/** The share of those frames that the echo's level is above of; somebody's short "mm-hm" must not raise it. */
const SHARE = 0.9;
/** With less than this to come the line is over before anybody has decided. */
const NEARLY_DONE_MS = 600;
const MISTAKES = 2;

export class Ducking {
  /** The interviewer is paused by us. */
  ducked = false;
  #playing = false;
  #queuedMs = 0;
  #speechMs = 0;
  #duckedMs = 0;
  #done = false;
  #mistakes = 0;
  #distrusted = false;
  /** @type {number[]} */
  #levels = [];
  #at = 0;

  /** Another microphone or loudspeaker: nothing is known any more. @returns {boolean} whether to let the voice go on */
  forget() {
    this.#levels = [];
    this.#at = 0;
    this.#mistakes = 0;
    this.#distrusted = false;
    return this.#release();
  }

  /** The server has heard the interviewer through our microphone. @returns {boolean} whether to let the voice go on */
  distrust() {
    this.#distrusted = true;
    return this.#release();
  }

  /** The server agreed, or has moved on. @returns {boolean} whether to let the voice go on */
  settled() {
    this.#done = false;
    return this.#release();
  }

  /** @param {{playing: boolean, queuedMs: number}} position of the voice */
  heard({ playing, queuedMs }) {
    this.#playing = playing;
    this.#queuedMs = queuedMs;
  }

  /** @param {number} level of 40 ms of the microphone @returns {'' | 'pause' | 'release'} what to do with the voice */
  hear(level) {
    if (this.ducked) return this.#wait();
    if (!this.#playing) {
      this.#speechMs = 0;
      return '';
    }
    const bar = this.#bar();
    this.#learn(level);
    this.#speechMs = Math.max(0, this.#speechMs + (level > bar ? FRAME_MS : -FRAME_MS));
    if (this.#speechMs < SPEECH_MS || this.#done || this.#queuedMs < NEARLY_DONE_MS) return '';
    this.ducked = true;
    this.#duckedMs = 0;
    return 'pause';
  }

  /** @returns {number} the level that counts as somebody's voice; none does while too little is known */
  #bar() {
    if (this.#distrusted || this.#mistakes >= MISTAKES || this.#levels.length < LEARNT_AFTER) return Infinity;
    const sorted = [...this.#levels].sort((a, b) => a - b);
    const echo = sorted[Math.floor(sorted.length * SHARE)];
    return echo > MOST_ECHO ? Infinity : Math.max(VOICE, ABOVE_ECHO * echo) * 2 ** this.#mistakes;
  }

  #learn(level) {
    this.#levels[this.#at] = level;
    this.#at = (this.#at + 1) % REMEMBERED;
  }

  #wait() {
    this.#duckedMs += FRAME_MS;
    if (this.#duckedMs < AGREES_WITHIN_MS) return '';
    this.#mistakes += 1;
    this.#done = true; // Once a line is enough.
    this.#release();
    return 'release';
  }

  #release() {
    const was = this.ducked;
    this.ducked = false;
    this.#speechMs = 0;
    return was;
  }
}
