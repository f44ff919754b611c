/** The loudspeaker's end in the audio thread: messages in, sound out, and word of how far the ear has come. */

import { EarDelay } from './ear_delay.js';
import { PlaybackQueue } from './playback_queue.js';

/** Blocks between reports: about 30 a second at 48 kHz, as often as the figure is drawn. */
const REPORT_EVERY = 12;

class Playback extends AudioWorkletProcessor {
  constructor({ processorOptions }) {
    super();
    this.queue = new PlaybackQueue(sampleRate);
    this.ear = new EarDelay(sampleRate);
    if (processorOptions?.rest) this.queue.takeOver(processorOptions.rest);
    this.blocks = 0;
    this.loudest = 0;
    this.wasPlaying = false;
    this.port.onmessage = ({ data }) => {
      if (data instanceof ArrayBuffer) this.queue.push(new Int16Array(data, 0, data.byteLength >> 1));
      else this.#obey(data);
    };
  }

  #obey({ type, turn, ms }) {
    if (type === 'begin') this.queue.begin(turn);
    else if (type === 'flush') this.queue.flush();
    else if (type === 'pause') this.queue.pause();
    else if (type === 'release') this.queue.release();
    else if (type === 'delay') this.ear.delayMs = ms;
    else if (type === 'hand_over') this.port.postMessage({ rest: this.queue.handOver() });
  }

  process(_inputs, [output]) {
    const { queue, ear } = this;
    const level = queue.render(output[0]);
    for (let channel = 1; channel < output.length; channel += 1) output[channel].set(output[0]);
    ear.pass(queue.turn, queue.heardMs, queue.queuedMs, queue.playing, level);
    this.loudest = Math.max(this.loudest, ear.level);
    this.blocks += 1;
    const due = ear.playing ? this.blocks >= REPORT_EVERY : this.wasPlaying;
    if (due) {
      const { turn, ms, queuedMs, playing } = ear;
      this.port.postMessage({ turn, ms: Math.round(ms), queuedMs: Math.round(queuedMs), playing, level: playing ? this.loudest : 0 });
      this.blocks = 0;
      this.loudest = 0;
    }
    this.wasPlaying = ear.playing;
    return true;
  }
}

registerProcessor('preppal-playback', Playback);
