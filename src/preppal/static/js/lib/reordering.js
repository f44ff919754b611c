/** Where something lands in a list that follows the hand. */

/** The height at which it passes another. @param {{ top: number, height: number }} box */
export const landing = ({ top, height }) => top + height / 2;

/**
 * How many of the others lie above: the place it takes among them.
 * @param {number} y @param {readonly number[]} middles of the others, from above
 */
export const placeFor = (y, middles) => middles.filter((middle) => middle < y).length;
