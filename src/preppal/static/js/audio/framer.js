/** Microphone samples at any rate in, PCM16 frames of 40 ms at 16 kHz out, each with its loudness. */

import { Resampler } from './resampler.js';

export const UPLINK_RATE = 16_000;
/** 40 ms: the server's load halves from 20 ms frames, and the delay is not heard. */
export const FRAME_SAMPLES = 640;

export class Framer {
  /**
   * @param {number} inputRate Hz
   * @param {(frame: Int16Array<ArrayBuffer>, level: number) => void} emit level: root mean square, 0 … 1
   */
  constructor(inputRate, emit) {
    this.resampler = new Resampler(inputRate, UPLINK_RATE);
    this.emit = emit;
    this.frame = new Int16Array(FRAME_SAMPLES);
    this.filled = 0;
    this.energy = 0;
  }

  /** @param {Float32Array} samples one block of the audio thread */
  push(samples) {
    const { resampler } = this;
    for (let i = 0; i < samples.length; i += 1) {
      resampler.feed(samples[i]);
      while (resampler.ready) this.#keep(resampler.take());
    }
  }

  #keep(sample) {
    const clipped = Math.max(-1, Math.min(1, sample));
    this.frame[this.filled] = Math.round(clipped * 32_767);
    this.energy += clipped * clipped;
    this.filled += 1;
    if (this.filled < FRAME_SAMPLES) return;
    this.emit(this.frame, Math.sqrt(this.energy / FRAME_SAMPLES));
    this.frame = new Int16Array(FRAME_SAMPLES);
    this.filled = 0;
    this.energy = 0;
  }
}
