import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { SettingsError, variableNames, type Variables } from '../src/config/settings.js';

/**
 * Reads the variables of the page from the environment and from the files that Vite would read, the
 * environment first. Vite itself reads them with `util.parseEnv` of Node, which drops in silence what
 * it does not understand.
 *
 * @param folder with the files
 * @param mode of Vite, `production` or `development`
 * @throws SettingsError for every line that cannot be read as it was written, and for misspelt names
 */
export function readVariables(
  folder: string,
  mode: string,
  environment: Readonly<Record<string, string | undefined>>,
): Variables {
  const names = ['.env', '.env.local', `.env.${mode}`, `.env.${mode}.local`];
  const files = names.map((name) => readEnvFile(join(folder, name), name));
  const prefixed = Object.entries(environment).filter(([name]) => name.startsWith('VITE_'));
  const values = Object.assign({}, ...files.map((file) => file.values)) as Variables;
  const merged = { ...values, ...Object.fromEntries(prefixed) };
  const faults = [
    ...files.flatMap((file) => file.faults),
    ...Object.keys(merged).flatMap((name) => misspelling(name) ?? []),
  ];
  if (faults.length > 0) {
    throw new SettingsError(faults.join('\n'));
  }
  return merged;
}

/** Runs the function; a fault of the settings then has no stack trace, which Vite would print with it. */
export function withoutStackTrace<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof SettingsError) {
      error.stack = `The settings cannot be used.\n${error.message}`;
    }
    throw error;
  }
}

interface EnvFile {
  readonly values: Readonly<Record<string, string>>;
  readonly faults: readonly string[];
}

function readEnvFile(path: string, name: string): EnvFile {
  try {
    return parseEnvFile(readFileSync(path, 'utf8'), name);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      return { values: {}, faults: [] };
    }
    return { values: {}, faults: [`${name} cannot be read${code ? ` (${code})` : ''}`] };
  }
}

/** Parses the text of one file. A value ends with its line. */
export function parseEnvFile(text: string, file: string): EnvFile {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const parsed = lines.map((line, index) => ({
    ...parseLine(line),
    place: `${file}:${index + 1}`,
  }));
  return {
    values: Object.assign({}, ...parsed.map(({ values }) => values)) as Record<string, string>,
    faults: parsed.flatMap(({ fault, place }) => (fault ? [`${place} ${fault}`] : [])),
  };
}

function parseLine(line: string): {
  readonly values?: Readonly<Record<string, string>>;
  readonly fault?: string;
} {
  if (/^\s*(#|$)/.test(line)) {
    return {};
  }
  const [, name, raw = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
  if (name === undefined) {
    return { fault: 'is not NAME=value, and no comment either' };
  }
  const quoted = /^(["'`])(.*)\1(\s+#.*)?$/.exec(raw);
  if (!quoted && /^["'`]/.test(raw)) {
    return { fault: 'has a quote that is not closed on its line' };
  }
  if (!quoted && /\S#/.test(raw)) {
    return { fault: 'has a # in a value without quotes' };
  }
  return { values: parse(line) };
}

/** Only names that are close to a variable of the page; other variables are none of its business. */
function misspelling(name: string): string | undefined {
  if ((variableNames as readonly string[]).includes(name)) {
    return undefined;
  }
  const upper = name.toUpperCase();
  const meant = variableNames.find(
    (known) => distance(upper, known) <= 2 || `VITE_${upper}` === known,
  );
  return meant && `${name} is not known: ${meant} is meant, it seems`;
}

/** Levenshtein distance: the least number of characters to add, remove or replace. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, character] of Array.from(one).entries()) {
    const next = [index + 1];
    for (let column = 0; column < other.length; column++) {
      const replaced = (row[column] ?? 0) + (other[column] === character ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
