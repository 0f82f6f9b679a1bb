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

/**
 * A Markdown table, laid out as Prettier does it; every column but the first is of numbers.
 *
 * @param {string[]} columns
 * @param {string[][]} rows
 */
export function table(columns, rows) {
  const widths = columns.map((_, index) =>
    Math.max(4, ...[columns, ...rows].map((row) => row[index].length)),
  );
  const [first, ...others] = widths;
  const rule = ['-'.repeat(first), ...others.map((width) => `${'-'.repeat(width - 1)}:`)];
  const padded = (row) =>
    row.map((cell, index) =>
      index === 0 ? cell.padEnd(widths[index]) : cell.padStart(widths[index]),
    );
  return [columns, rule, ...rows].map((row) => `| ${padded(row).join(' | ')} |`).join('\n');
}

/** A number with as many digits as mean something. */
export function number(value) {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** @param {Spread} spread */
export function cells({ min, median, max }) {
  return [min, median, max].map(number);
}
