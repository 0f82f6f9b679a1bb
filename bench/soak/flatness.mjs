/** Bounds on what a process may have more of at the end, as a factor and on top of it. */
const bounds = {
  heap: { factor: 1.2, more: 12e6, of: least },
  files: { factor: 1, more: 12, of: median },
  handles: { factor: 1, more: 12, of: median },
};

/**
 * Compares the last third of a run with the third before it; the first third warms up. Of the heap, the least
 * counts, which is what is left when garbage has been collected.
 *
 * @param {{ steady?: Record<string, number> }[]} samples
 */
export function judgeFlatness(samples) {
  const figures = samples.flatMap(({ steady }) => steady ?? []);
  const third = Math.floor(figures.length / 3);
  return Object.entries(bounds).map(([name, { factor, more, of }]) => {
    const before = of(figures.slice(third, 2 * third).map((figure) => figure[name]));
    const after = of(figures.slice(2 * third).map((figure) => figure[name]));
    return { name, before, after, flat: after <= before * factor + more };
  });
}

function least(values) {
  return Math.min(...values);
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
