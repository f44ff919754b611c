/** The loudspeaker's end in the audio thread: messages in, sound out, and word of how far it has come. */

import { PlaybackQueue } from './playback_queue.js';

/** Blocks between reports: about 30 a second at 48 kHz, as often as the figure is drawn. */
const REPORT_EVERY = 12;

class Playback extends AudioWorkletProcessor {
  constructor() {
    super();
    this.queue = new PlaybackQueue(sampleRate);
    this.blocks = 0;
    this.loudest = 0;
    this.wasPlaying = false;
    this.port.onmessage = ({ data }) => {
      if (data instanceof ArrayBuffer) this.queue.push(new Int16Array(data, 0, data.byteLength >> 1));
      else if (data.type === 'begin') this.queue.begin(data.turn);
      else if (data.type === 'flush') this.queue.flush();
    };
  }

  process(_inputs, [output]) {
    this.loudest = Math.max(this.loudest, this.queue.render(output[0]));
    for (let channel = 1; channel < output.length; channel += 1) output[channel].set(output[0]);
    this.blocks += 1;
    const { playing } = this.queue;
    const due = playing ? this.blocks >= REPORT_EVERY : this.wasPlaying;
    if (due) {
      this.port.postMessage({ ...this.queue.position(), level: playing ? this.loudest : 0 });
      this.blocks = 0;
      this.loudest = 0;
    }
    this.wasPlaying = playing;
    return true;
  }
}

registerProcessor('preppal-playback', Playback);
