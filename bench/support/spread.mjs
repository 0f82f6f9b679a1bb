/**
 * The same thing measured once in each round.
 *
 * @typedef {{ min: number, median: number, max: number }} Spread
 */

/**
 * @param {number[]} values one for each round
 * @returns {Spread}
 */
export function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const median =
    sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { min: sorted[0], median, max: sorted.at(-1) };
}

/**
 * The ratio within each round, so that what slows a whole round down cancels out.
 *
 * @returns {Spread}
 */
export function ratio(values, others) {
  return spread(values.map((value, round) => value / others[round]));
}
