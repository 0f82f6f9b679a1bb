import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import type { ConfigurationFault } from './configuration.error.js';

/** What a `.env` file contains; where there are faults, nothing of it may be used. */
export interface DotenvFile {
  readonly values: Readonly<Record<string, string>>;
  readonly faults: readonly ConfigurationFault[];
}

/** Reads a `.env` file. A file that does not exist is empty. */
export function readDotenvFile(path: string): DotenvFile {
  try {
    const bytes = readFileSync(path);
    return parseDotenvFile(new TextDecoder('utf-8', { fatal: true }).decode(bytes), path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      return { values: {}, faults: [] };
    }
    return { values: {}, faults: [fileFault(path, readFaults[code ?? ''] ?? 'cannot be read')] };
  }
}

const readFaults: Readonly<Record<string, string>> = {
  EISDIR: 'is a folder; it must be a file of lines NAME=value',
  EACCES: 'cannot be read: this process is not allowed to',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'is not UTF-8 text; save it in that encoding',
};

/**
 * Parses the text of a `.env` file, with a fault for each line from which `dotenv` would take nothing,
 * or not all that was written: it drops such a line, or the rest of it, in silence. Pure.
 *
 * @param path for the faults
 */
export function parseDotenvFile(text: string, path = '.env'): DotenvFile {
  const values: Record<string, string> = {};
  const lineOf = new Map<string, number>();
  const faults: ConfigurationFault[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  for (const [index, line] of lines.entries()) {
    if (/^\s*(#|$)/.test(line)) {
      continue;
    }
    const [, name = '', raw = ''] = assignment.exec(line) ?? [];
    const first = lineOf.get(name);
    const fault =
      first === undefined
        ? lineFault(line, name, raw)
        : `sets ${name} again, after line ${first}; keep one of them`;
    if (fault === undefined) {
      lineOf.set(name, index + 1);
      values[name] = parse(line)[name] ?? '';
    } else {
      faults.push(fileFault(path, `line ${index + 1} ${fault}`));
    }
  }
  return { values, faults };
}

const assignment = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=(.*)$/;
const quoted = /^\s*(["'`])(.*)\1\s*(#.*)?$/;

/** Why a line would not be read as it was written. */
function lineFault(line: string, name: string, raw: string): string | undefined {
  const notUnderstood = 'cannot be understood: write NAME=value, or # before a comment';
  if (name === '') {
    return notUnderstood;
  }
  const [, quote, content = ''] = quoted.exec(raw) ?? [];
  if (quote === undefined && /^\s*["'`]/.test(raw)) {
    return 'has a quote that is not closed on this line, or text after the closing quote';
  }
  if (quote === '"' && content.includes('\\')) {
    return 'has a backslash in double quotes, which not all programs read alike: use single quotes';
  }
  const hash = raw.indexOf('#');
  if (quote === undefined && hash >= 0 && !/\s/.test(raw.charAt(hash - 1))) {
    return 'has a # in a value without quotes, where it would begin a comment: use single quotes';
  }
  const written = quote === undefined ? raw.replace(/\s#.*$/, '').trim() : content;
  return parse(line)[name] === written ? undefined : notUnderstood;
}

function fileFault(variable: string, fault: string): ConfigurationFault {
  return { variable, fault, example: "NAME='value'" };
}
