/** Variables of other programs whose names are similar to one of this client's. */
const unrelated: ReadonlySet<string> = new Set([
  'HOME',
  'HOSTNAME',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
]);

/**
 * Finds names that are probably misspelt: a setting that is not applied should not go unnoticed. Pure.
 *
 * @returns one warning for each such name
 */
export function warnOfMisspellings(
  names: readonly string[],
  known: readonly string[],
): readonly string[] {
  return names
    .filter((name) => !known.includes(name) && !unrelated.has(name.toUpperCase()))
    .flatMap((name) => {
      const meant = known.find((candidate) => isMisspelling(name, candidate));
      return meant === undefined
        ? []
        : [`${name} is not a variable of this program and was ignored; did you mean ${meant}?`];
    });
}

/** One typing error, or two in a name that is long enough; case and separators do not count. */
function isMisspelling(name: string, known: string): boolean {
  const [a, b] = [name, known].map((text) => text.toUpperCase().replace(/[-_.]/g, ''));
  if (a === undefined || b === undefined) {
    return false;
  }
  return distance(a, b) <= (b.length < 8 ? 1 : 2);
}

/** Insertions, deletions, substitutions and swaps of neighbours between two texts (Damerau 1964). */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (rows[i - 1]?.[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const deletion = (rows[i - 1]?.[j] ?? 0) + 1;
      const insertion = (row[j - 1] ?? 0) + 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? (rows[i - 2]?.[j - 2] ?? 0) + 1 : Infinity;
      row.push(Math.min(substitution, deletion, insertion, swap));
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
