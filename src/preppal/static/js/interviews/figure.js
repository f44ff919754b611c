/**
 * The interviewer in the room: the persona's line drawing, alive.
 *
 * The same curves as the portrait that the server draws (lib/curve.js).
 * A canvas, drawn only while something moves and never more than 30 times a second.
 */

import { curveOf, radius } from '../lib/curve.js';
import { loudness } from './loudness.js';

const RINGS = 44;
const STEPS = 200;
const FRAME_MS = 1000 / 30;
/** Time in which a change of state is half done. */
const HALF_LIFE_MS = 110;

/**
 * How each state looks: depth `d` of the rings, opacity of the innermost and outermost, share of the voice.
 * @type {Record<string, {depth: number, inner: number, outer: number, voice: number}>}
 */
const LOOKS = {
  speaking: { depth: 0.62, inner: 0.2, outer: 0.9, voice: 1 },
  listening: { depth: 0.62, inner: 0.14, outer: 0.55, voice: 0 },
  thinking: { depth: 0.8, inner: 0.5, outer: 0.13, voice: 0 },
  held: { depth: 0.4, inner: 0.1, outer: 0.28, voice: 0 },
};

/** What a voice adds at ring `t`, angle `a`: heavier on one side, drifting. */
export function ripple(t, a, level, drift) {
  const side = 0.55 + 0.45 * Math.cos(a - 0.6 - drift * 0.13);
  const waves = 0.055 * Math.sin(11 * a + 5 * t + drift) + 0.035 * Math.sin(17 * a - 3.2 * t);
  return level * (0.25 + 0.75 * t) * waves * side;
}

export class LiveFigure {
  #canvas;
  #curve;
  #look = { ...LOOKS.listening };
  #state = 'listening';
  #frozen = false;
  #level = 0;
  #heard = 0;
  #drift = 0;
  #drawn = 0;
  #request = 0;
  #still = matchMedia('(prefers-reduced-motion: reduce)');

  /** @param {HTMLCanvasElement} canvas drawn in its CSS `color` @param {import('../lib/curve.js').Manner} manner */
  constructor(canvas, manner) {
    this.#canvas = canvas;
    this.#curve = curveOf(manner);
    const redraw = () => this.#wake();
    new ResizeObserver(redraw).observe(canvas);
    this.#still.addEventListener('change', redraw);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  }

  /** @param {'speaking' | 'listening' | 'thinking' | 'held'} state @param {boolean} frozen the line is down: hold still */
  show(state, frozen = false) {
    this.#state = state;
    this.#frozen = frozen;
    this.#wake();
  }

  /** @param {number} rms of what is being heard */
  speak(rms) {
    this.#heard = loudness(rms);
    this.#wake();
  }

  #wake() {
    this.#request ||= requestAnimationFrame((now) => this.#frame(now));
  }

  #frame(now) {
    this.#request = 0;
    const passed = now - this.#drawn;
    if (passed < FRAME_MS - 2) {
      this.#wake();
      return;
    }
    this.#drawn = now;
    const moving = !this.#frozen && this.#advance(Math.min(passed, 100));
    this.#draw();
    if (moving) this.#wake();
  }

  /** @returns {boolean} whether there is more to come */
  #advance(ms) {
    const target = LOOKS[this.#state];
    const share = this.#still.matches ? 1 : 1 - 0.5 ** (ms / HALF_LIFE_MS);
    let distance = 0;
    for (const key of /** @type {(keyof typeof target)[]} */ (Object.keys(target))) {
      this.#look[key] += (target[key] - this.#look[key]) * share;
      distance += Math.abs(target[key] - this.#look[key]);
    }
    const level = this.#heard * target.voice;
    this.#level += (level - this.#level) * (1 - 0.5 ** (ms / 45));
    this.#heard *= 0.5 ** (ms / 160);
    if (this.#still.matches) return this.#level > 0.01;
    const drifts = this.#state === 'thinking' || this.#level > 0.004;
    if (drifts) this.#drift += (ms / 1000) * (this.#state === 'thinking' ? 0.35 : 3.4);
    return drifts || distance > 0.004;
  }

  #draw() {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const scale = Math.min(2, devicePixelRatio);
    if (this.#canvas.width !== Math.round(width * scale)) {
      this.#canvas.width = Math.round(width * scale);
      this.#canvas.height = Math.round(height * scale);
    }
    const pen = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext('2d'));
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.translate(width / 2, height / 2);
    pen.strokeStyle = getComputedStyle(this.#canvas).color;
    const reach = Math.min(width, height) / 2 / (1 + (this.#still.matches ? 0 : 0.085));
    pen.lineWidth = this.#still.matches ? 0.75 + 0.75 * this.#level : reach > 150 ? 0.9 : 0.7;
    for (let ring = 0; ring < RINGS; ring += 1) this.#ring(pen, ring / (RINGS - 1), reach);
  }

  #ring(pen, t, reach) {
    const { depth, inner, outer } = this.#look;
    const level = this.#still.matches ? 0 : this.#level;
    const slow = this.#state === 'thinking' ? 0.12 * Math.sin(this.#drift) : 0;
    const wind = this.#curve.wind + slow;
    pen.globalAlpha = inner + (outer - inner) * t;
    pen.beginPath();
    for (let i = 0; i <= STEPS; i += 1) {
      const a = (i / STEPS) * 2 * Math.PI;
      const r = reach * (radius(this.#curve, t, a, depth, wind) + ripple(t, a, level, this.#drift));
      const x = r * Math.cos(a);
      const y = r * Math.sin(a);
      if (i === 0) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    }
    pen.closePath();
    pen.stroke();
  }
}
