/** The interviewer's voice: sound in, and word of how far the ear has come. */

export class Playback {
  #node;

  /**
   * @param {AudioContext} context with the worklet loaded
   * @param {(position: {turn: number, ms: number, queuedMs: number, playing: boolean, level: number}) => void} onPosition
   */
  constructor(context, onPosition) {
    this.#node = new AudioWorkletNode(context, 'preppal-playback', {
      numberOfInputs: 0,
      outputChannelCount: [1],
    });
    this.#node.port.onmessage = ({ data }) => onPosition(data);
    this.#node.connect(context.destination);
  }

  /** @param {number} turn sound from now on belongs to it */
  begin(turn) {
    this.#node.port.postMessage({ type: 'begin', turn });
  }

  /** @param {ArrayBuffer} pcm PCM16 24 kHz; handed over, not copied */
  push(pcm) {
    this.#node.port.postMessage(pcm, [pcm]);
  }

  /** Fall silent now. */
  flush() {
    this.#node.port.postMessage({ type: 'flush' });
  }

  /** @param {AudioContext} context @param {ConstructorParameters<typeof Playback>[1]} onPosition @returns {Promise<Playback>} */
  static async open(context, onPosition) {
    const worklet = new URL('../audio/playback_worklet.js', import.meta.url).href;
    await context.audioWorklet.addModule(worklet);
    return new Playback(context, onPosition);
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
