/** The interviewer's voice: sound in, and word of how far the ear has come. */

/** Changes of the way to the ear that are worth telling the audio thread. */
const DELAY_STEP_MS = 10;
/** A context that renders no more cannot hand over either. */
const HAND_OVER_WITHIN_MS = 300;

/** @typedef {{turn: number, ms: number, queuedMs: number, playing: boolean, level: number}} Position */

export class Playback {
  #onPosition;
  /** @type {AudioWorkletNode | null} */
  #node = null;
  /** What came while it moves to another context. @type {[any, Transferable[]][]} */
  #waiting = [];
  #delayMs = 0;
  /** @type {(rest?: object) => void} */
  #takeRest = () => {};

  /** @param {(position: Position) => void} onPosition about 30 a second while something is heard, and one after it */
  constructor(onPosition) {
    this.#onPosition = onPosition;
  }

  /** Play on this context; what another one has not played yet goes on here. @param {AudioContext} context */
  async move(context) {
    const rest = this.#node && (await this.#handOver(this.#node));
    await context.audioWorklet.addModule(new URL('../audio/playback_worklet.js', import.meta.url).href);
    this.context = context;
    this.#delayMs = 0;
    this.#node = new AudioWorkletNode(context, 'preppal-playback', {
      numberOfInputs: 0,
      outputChannelCount: [1],
      processorOptions: { rest },
    });
    this.#node.port.onmessage = ({ data }) => this.#receive(data);
    this.#node.connect(context.destination);
    for (const [message, transfer] of this.#waiting.splice(0)) this.#node.port.postMessage(message, transfer);
  }

  /** @param {number} turn sound from now on belongs to it */
  begin(turn) {
    this.#followDelay();
    this.#post({ type: 'begin', turn });
  }

  /** @param {ArrayBuffer} pcm PCM16 24 kHz; handed over, not copied */
  push(pcm) {
    this.#post(pcm, [pcm]);
  }

  /** Fall silent now. */
  flush() {
    this.#post({ type: 'flush' });
  }

  /** Fall silent, but keep what was not heard. */
  pause() {
    this.#post({ type: 'pause' });
  }

  /** Go on after `pause`. */
  release() {
    this.#post({ type: 'release' });
  }

  #post(message, transfer = []) {
    if (this.#node) this.#node.port.postMessage(message, transfer);
    else this.#waiting.push([message, transfer]);
  }

  /** @returns {Promise<object | undefined>} what was not heard yet */
  async #handOver(node) {
    this.#node = null;
    const rest = new Promise((resolve) => {
      this.#takeRest = resolve;
      setTimeout(resolve, HAND_OVER_WITHIN_MS);
    });
    node.port.postMessage({ type: 'hand_over' });
    node.disconnect();
    return rest;
  }

  #receive(data) {
    if (data.rest) {
      this.#takeRest(data.rest);
      return;
    }
    this.#followDelay();
    this.#onPosition(data);
  }

  /** Wired or Bluetooth: it may change at any time. Safari does not say. */
  #followDelay() {
    const delayMs = (this.context?.outputLatency || 0) * 1000;
    if (Math.abs(delayMs - this.#delayMs) <= DELAY_STEP_MS) return;
    this.#delayMs = delayMs;
    this.#post({ type: 'delay', ms: delayMs });
  }
}

/** How often the server hears where the ear is. */
const EVERY_MS = 240;

/** Thins positions out: one each 240 ms, and always the last one of a turn. */
export class Acknowledgements {
  #send;
  #sent = { turn: 0, ms: -1 };

  /** @param {(turn: number, ms: number) => void} send */
  constructor(send) {
    this.#send = send;
  }

  /** @param {{turn: number, ms: number, queuedMs: number, playing: boolean}} position */
  note({ turn, ms, queuedMs, playing }) {
    if (turn === 0 || (turn === this.#sent.turn && ms === this.#sent.ms)) return;
    // A line that goes on after a cough is the same turn counted anew.
    const due = turn !== this.#sent.turn || Math.abs(ms - this.#sent.ms) >= EVERY_MS;
    if (!due && playing && queuedMs > 0) return;
    this.#sent = { turn, ms };
    this.#send(turn, ms);
  }
}
