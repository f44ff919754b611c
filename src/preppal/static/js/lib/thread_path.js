// The thread's geometry: from the end of marked words across the gutter to what they earned.

/**
 * @typedef {{x: number, y: number}} Point
 */

/**
 * An SVG path that runs level from `from` to the gutter at `gutter`, along it, and level to `to`.
 * The elbows have `radius`, less where the two ends are nearly level.
 *
 * @param {Point} from
 * @param {Point} to
 * @param {number} gutter
 * @param {number} [radius]
 * @returns {string}
 */
export function threadPath(from, to, gutter, radius = 8) {
  const fall = to.y - from.y;
  const r = Math.min(radius, Math.abs(fall) / 2, Math.abs(gutter - from.x), Math.abs(to.x - gutter));
  if (r < 0.5) return `M${round(from.x)} ${round(from.y)}H${round(to.x)}`;
  const out = Math.sign(gutter - from.x) || 1;
  const on = Math.sign(to.x - gutter) || 1;
  const down = Math.sign(fall);
  return [
    `M${round(from.x)} ${round(from.y)}`,
    `H${round(gutter - out * r)}`,
    `Q${round(gutter)} ${round(from.y)} ${round(gutter)} ${round(from.y + down * r)}`,
    `V${round(to.y - down * r)}`,
    `Q${round(gutter)} ${round(to.y)} ${round(gutter + on * r)} ${round(to.y)}`,
    `H${round(to.x)}`,
  ].join("");
}

/**
 * The line box of a wrapped mark that reaches furthest to one side.
 *
 * @template {{left: number, right: number}} Box
 * @param {Box[]} boxes
 * @param {"left" | "right"} side
 * @returns {Box | undefined}
 */
export function outermost(boxes, side) {
  return boxes.reduce(
    (/** @type {Box | undefined} */ best, box) => {
      if (!best) return box;
      return side === "right" ? (box.right > best.right + 1 ? box : best) : box.left < best.left - 1 ? box : best;
    },
    undefined,
  );
}

/** Half pixels keep a hairline one pixel wide. @param {number} value */
function round(value) {
  return Math.round(value - 0.5) + 0.5;
}
