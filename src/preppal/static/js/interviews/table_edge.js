/** The table's edge: one line across the room that your voice ripples. Still and undrawn while you are silent. */

import { loudness } from './loudness.js';

const FRAME_MS = 1000 / 30;

/** Over the candidate's words, which stand right of the middle on wide screens. */
const placeOf = (/** @type {number} */ width) =>
  width > 720
    ? { centre: width * 0.69, spread: Math.min(230, width * 0.16) }
    : { centre: width * 0.5, spread: width * 0.26 };

export class TableEdge {
  #canvas;
  #level = 0;
  #heard = 0;
  #phase = 0;
  #drawn = 0;
  #request = 0;
  #still = matchMedia('(prefers-reduced-motion: reduce)');

  /** @param {HTMLCanvasElement} canvas as wide as the room, centred on the edge; `data-moving` while it draws */
  constructor(canvas) {
    this.#canvas = canvas;
  }

  /** @param {number} rms of the microphone */
  hear(rms) {
    this.#heard = loudness(rms);
    if (this.#heard > 0.08) this.#wake();
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
    const ms = Math.min(passed, 100);
    this.#level += (this.#heard - this.#level) * (1 - 0.5 ** (ms / 70));
    this.#heard *= 0.5 ** (ms / 200);
    this.#phase += ms / 1000;
    const moving = this.#level > 0.02;
    this.#canvas.toggleAttribute('data-moving', moving);
    this.#draw(moving);
    if (moving) this.#wake();
  }

  #draw(moving) {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const scale = Math.min(2, devicePixelRatio);
    // Setting the size also clears.
    this.#canvas.width = Math.round(width * scale);
    this.#canvas.height = Math.round(height * scale);
    if (!moving) return;
    const pen = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext('2d'));
    pen.scale(scale, scale);
    pen.translate(0, height / 2);
    const style = getComputedStyle(this.#canvas);
    pen.strokeStyle = style.outlineColor;
    pen.lineWidth = 0.8;
    this.#line(pen, width, height, this.#still.matches ? 0 : 0.6, 1.9);
    pen.strokeStyle = this.#fading(pen, width, style);
    pen.lineWidth = this.#still.matches ? 1 + 2 * this.#level : 1.75;
    this.#line(pen, width, height, this.#still.matches ? 0 : 1, 0);
  }

  /** Away from the voice the line is the table's own. */
  #fading(pen, width, { color, outlineColor }) {
    const fading = pen.createLinearGradient(0, 0, width, 0);
    const { centre, spread } = placeOf(width);
    const at = (/** @type {number} */ x) => Math.max(0, Math.min(1, x / width));
    fading.addColorStop(at(centre - 2.4 * spread), outlineColor);
    fading.addColorStop(at(centre - 1.2 * spread), color);
    fading.addColorStop(at(centre + 1.2 * spread), color);
    fading.addColorStop(at(centre + 2.4 * spread), outlineColor);
    return fading;
  }

  #line(pen, width, height, share, offset) {
    const { centre, spread } = placeOf(width);
    const reach = share * this.#level * (height / 2 - 4);
    const p = this.#phase * 5 + offset;
    pen.beginPath();
    pen.moveTo(0, 0);
    for (let x = Math.max(0, centre - 3 * spread); x <= Math.min(width, centre + 3 * spread); x += 2) {
      const u = (x - centre) / spread;
      const waves =
        0.55 * Math.sin(11 * u - p) + 0.4 * Math.sin(17.3 * u + 1.3 * p) + 0.25 * Math.sin(6.1 * u + 0.6 * p);
      pen.lineTo(x, -reach * Math.exp(-u * u) * waves);
    }
    pen.lineTo(width, 0);
    pen.stroke();
  }
}
