/**
 * The portrait while its manner is being changed: the same rings as the server's (web/figure.py).
 */

import { curveOf, radius } from '../lib/curve.js';

const POINTS_A_PETAL = 24;

/** Depth of the rings that leaves room for letters. @param {{warmth: number}} manner */
const depthOf = ({ warmth }) => (warmth === 1 ? 0.36 : 0.42);

/**
 * @param {{warmth: number, pace: number, probing: number}} manner each 1 … 5
 * @param {number} count how many rings @param {number} unit half the width of the drawing
 * @returns {string[]} a path for each ring, from inside out
 */
export function portraitPaths(manner, count, unit) {
  const curve = curveOf(manner);
  const depth = depthOf(manner);
  const points = POINTS_A_PETAL * curve.petals;
  return Array.from({ length: count }, (_, ring) => {
    const t = ring / Math.max(1, count - 1);
    const corners = Array.from({ length: points }, (_, index) => {
      const a = (index / points) * 2 * Math.PI;
      const r = unit * radius(curve, t, a, depth);
      return `${Math.round(r * Math.cos(a))} ${Math.round(r * Math.sin(a))}`;
    });
    return `M${corners.join('L')}z`;
  });
}

/** The letters inside. @param {string} name */
export function monogramOf(name) {
  const words = name.split(/\s+/).filter(Boolean);
  const first = ([letter = '']) => letter;
  return words.length > 1 ? first([...words[0]]) + first([...words[words.length - 1]]) : first([...(words[0] ?? '')]);
}

/**
 * Draws over what the server drew.
 * @param {SVGElement} drawing @param {Parameters<typeof portraitPaths>[0]} manner @param {string} name
 */
export function redraw(drawing, manner, name) {
  const rings = [...drawing.querySelectorAll('path')];
  const [, , width] = (drawing.getAttribute('viewBox') ?? '0 0 2 2').split(' ').map(Number);
  // The drawing has half a stroke of air around it: about one hundredth of its width.
  const paths = portraitPaths(manner, rings.length, width / 2 / 1.015);
  rings.forEach((ring, index) => ring.setAttribute('d', paths[index]));
  const letters = drawing.querySelector('text');
  if (letters) letters.textContent = monogramOf(name);
}
