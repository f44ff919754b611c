/**
 * The line drawing of a persona, as the server draws it (web/figure.py): rings of
 * r = R (1-d + d t) (1 + w cos(L a + 2 pi s t) + .35 w (1-warm) cos(2 L a - 3.2 pi s t)) / (1 + w + .35 w (1-warm)).
 */

/** @typedef {{warmth: number, pace: number, probing: number}} Manner each 1 … 5 */

/** @param {Manner} manner @returns the numbers of web/figure.py's `Curve` */
export function curveOf({ warmth, pace, probing }) {
  const warm = 1.1 - 0.2 * (6 - warmth);
  const wave = 0.03 + 0.15 * (1 - warm);
  return { petals: probing + 1, wave, second: 0.35 * wave * (1 - warm), wind: 0.05 + 0.2 * pace };
}

/**
 * @param {ReturnType<typeof curveOf>} curve @param {number} t ring, 0 inside … 1 outside
 * @param {number} a angle in radians @param {number} depth @param {number} [wind]
 * @returns {number} radius, where 1 is half the width of the drawing
 */
export function radius({ petals, wave, second, wind: ownWind }, t, a, depth, wind = ownWind) {
  const first = wave * Math.cos(petals * a + 2 * Math.PI * wind * t);
  const turned = second * Math.cos(2 * petals * a - 3.2 * Math.PI * wind * t);
  return ((1 - depth + depth * t) * (1 + first + turned)) / (1 + wave + second);
}
