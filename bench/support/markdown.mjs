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

/** @param {import('./spread.mjs').Spread} spread */
export function cells({ min, median, max }) {
  return [min, median, max].map(number);
}
