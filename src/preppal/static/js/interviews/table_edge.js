/** The table's edge: one line across the room that your voice ripples. Still and undrawn while you are silent. */

import { loudness } from './figure.js';

const FRAME_MS = 1000 / 30;

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
    this.#line(pen, width, height, 0.6, 1.9);
    pen.strokeStyle = style.color;
    pen.lineWidth = this.#still.matches ? 1 + 2 * this.#level : 1.75;
    this.#line(pen, width, height, this.#still.matches ? 0 : 1, 0);
  }

  #line(pen, width, height, share, offset) {
    const wide = width > 720;
    const centre = width * (wide ? 0.69 : 0.5);
    const spread = wide ? Math.min(230, width * 0.16) : width * 0.26;
    const reach = share * this.#level * (height / 2 - 4);
    const p = this.#phase * 5 + offset;
    pen.beginPath();
    pen.moveTo(0, 0);
    for (let x = Math.max(0, centre - 3 * spread); x <= Math.min(width, centre + 3 * spread); x += 3) {
      const u = (x - centre) / spread;
      const waves =
        0.62 * Math.sin(5.4 * u - p) + 0.3 * Math.sin(9.3 * u + 1.7 * p) + 0.2 * Math.sin(2.1 * u + 0.6 * p);
      pen.lineTo(x, -reach * Math.exp(-u * u) * waves);
    }
    pen.lineTo(width, 0);
    pen.stroke();
  }
}
