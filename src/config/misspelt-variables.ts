/** Variables of Node and of proxies that look like some of ours. */
const foreign = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY', 'HOSTS', 'PORTS'];

/**
 * Warnings about variables that are likely misspellings of known ones: an allow-list under a wrong name
 * restricts nothing. Values are not looked at.
 *
 * @param set the names of all variables that are set
 * @param known the names that have a meaning
 */
export function warnOfMisspellings(set: readonly string[], known: readonly string[]): string[] {
  const ours = new Set(known);
  const others = new Set(foreign);
  return set
    .filter((name) => !ours.has(name) && !others.has(name.toUpperCase()))
    .flatMap((name) => {
      const meant = closest(name.toUpperCase(), known);
      return meant === undefined
        ? []
        : [`${name} is not a variable of this program and was ignored; did you mean ${meant}?`];
    });
}

function closest(name: string, known: readonly string[]): string | undefined {
  return known
    .map((candidate) => ({ candidate, distance: distanceBetween(name, candidate) }))
    .filter(({ candidate, distance }) => distance <= tolerance(candidate))
    .toSorted((a, b) => a.distance - b.distance)[0]?.candidate;
}

/** Short names are close to many that mean something else: PATH and PORT. */
function tolerance({ length }: string): number {
  return length < 6 ? 0 : length < 9 ? 1 : 2;
}

/** Letters to add, remove, replace or exchange with the next (optimal string alignment). */
function distanceBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) {
    return Infinity;
  }
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      (rows[i] ?? [])[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (same ? 0 : 1),
        swapped ? at(i - 2, j - 2) + 1 : Infinity,
      );
    }
  }
  return at(a.length, b.length);
}
