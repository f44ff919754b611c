/**
 * A streaming sample-rate converter: polyphase windowed sinc, one multiply-add per tap.
 *
 * Runs in the audio thread on both sides of the line: what the microphone gives (44.1, 48, 96 kHz …)
 * becomes 16 kHz, what the interviewer says (24 kHz) becomes whatever the sound card runs at.
 * The ratio is reduced to up/down, one kernel per phase, so nothing drifts however long the interview.
 */

/** Zero crossings of the sinc on each side: 16 keeps the stop band under -60 dB. */
const LOBES = 16;
/** Share of the narrower band that passes; the rest is where the filter falls. */
const PASS_BAND = 0.92;

const divisor = (a, b) => (b === 0 ? a : divisor(b, a % b));

const sinc = (x) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** Blackman window over -1 … 1. */
const windowAt = (x) =>
  Math.abs(x) >= 1 ? 0 : 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);

/** One kernel per phase, each summing to 1 so that a constant stays that constant. */
function kernels(up, scale, reach) {
  return Array.from({ length: up }, (_, phase) => {
    const kernel = new Float32Array(2 * reach);
    let sum = 0;
    for (let k = 0; k < kernel.length; k += 1) {
      const x = k - reach + 1 - phase / up;
      kernel[k] = sinc(x * scale * PASS_BAND) * windowAt(x / reach);
      sum += kernel[k];
    }
    return kernel.map((tap) => tap / sum);
  });
}

export class Resampler {
  /**
   * @param {number} from input rate in Hz
   * @param {number} to output rate in Hz
   */
  constructor(from, to) {
    const common = divisor(Math.round(from), Math.round(to));
    this.up = Math.round(to) / common;
    this.down = Math.round(from) / common;
    const scale = Math.min(1, this.up / this.down);
    const reach = Math.ceil(LOBES / scale);
    this.kernels = kernels(this.up, scale, reach);
    this.taps = 2 * reach;
    // Written twice, `taps` apart, so that the newest `taps` samples are always contiguous.
    this.history = new Float32Array(2 * this.taps);
    this.at = 0;
    this.phase = this.up;
  }

  /** True when `take` has a sample to give without another `feed`. */
  get ready() {
    return this.phase < this.up;
  }

  /** @param {number} sample one input sample */
  feed(sample) {
    this.history[this.at] = sample;
    this.history[this.at + this.taps] = sample;
    this.at = (this.at + 1) % this.taps;
    this.phase -= this.up;
  }

  /** @returns {number} the next output sample; only when `ready` */
  take() {
    const kernel = this.kernels[this.phase];
    const { history, at } = this;
    let sum = 0;
    for (let k = 0; k < kernel.length; k += 1) sum += kernel[k] * history[at + k];
    this.phase += this.down;
    return sum;
  }
}
