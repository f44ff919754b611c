/** The lobby's level meter: what was heard lately, stroke by stroke, from left to right. */

import { loudness } from './loudness.js';

const PITCH = 8;
const STROKE = 2.2;
const REST = 12;
/** Frames of 40 ms that one stroke stands for. */
const FRAMES_A_STROKE = 2;

export class Meter {
  #canvas;
  /** @type {number[]} */
  #levels = [];
  #loudest = 0;
  #frames = 0;

  /** @param {HTMLCanvasElement} canvas strokes in its `color`, the empty ones in its `outline-color` */
  constructor(canvas) {
    this.#canvas = canvas;
    new ResizeObserver(() => this.#draw()).observe(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#draw());
  }

  clear() {
    this.#levels = [];
    this.#draw();
  }

  /** @param {number} rms of 40 ms */
  hear(rms) {
    this.#loudest = Math.max(this.#loudest, loudness(rms));
    this.#frames += 1;
    if (this.#frames < FRAMES_A_STROKE) return;
    this.#levels.push(this.#loudest);
    this.#loudest = 0;
    this.#frames = 0;
    this.#draw();
  }

  #draw() {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const scale = Math.min(2, devicePixelRatio);
    this.#canvas.width = Math.round(width * scale);
    this.#canvas.height = Math.round(height * scale);
    const pen = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext('2d'));
    pen.scale(scale, scale);
    pen.lineWidth = STROKE;
    pen.lineCap = 'round';
    const { color, outlineColor } = getComputedStyle(this.#canvas);
    const count = Math.floor((width - STROKE) / PITCH) + 1;
    // The newest stroke stays left of the end, so that one sees it arrive.
    const shown = this.#levels.slice(-Math.round(count * 0.8));
    for (let index = 0; index < count; index += 1) {
      const level = shown[index];
      const long = level === undefined ? REST - STROKE : 4 + level * (height - 6 - STROKE);
      const x = STROKE / 2 + index * PITCH;
      pen.strokeStyle = level === undefined ? outlineColor : color;
      pen.beginPath();
      pen.moveTo(x, (height - long) / 2);
      pen.lineTo(x, (height + long) / 2);
      pen.stroke();
    }
  }
}
