import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { ConfigurationError, type ConfigurationFault } from './configuration.error.js';

/** Environment variables as they come: every value is text, or missing. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment of this process, completed from a `.env` file in the working directory where
 * there is one. Variables that are already set win over the file. No other place in the program
 * reads `process.env`.
 *
 * @throws {ConfigurationError} when the file cannot be understood
 */
export function readEnvironment(): Environment {
  for (const [name, value] of Object.entries(readDotenvFile('.env'))) {
    process.env[name] ??= value;
  }
  return process.env;
}

/**
 * Reads a `.env` file, whole or not at all. dotenv reads the values; but it skips what it does not
 * understand, and a restriction that is skipped is switched off. So every line is checked before.
 *
 * @returns the variables; none where there is no such file
 * @throws {ConfigurationError} naming every line that cannot be understood
 */
export function readDotenvFile(path: string): Record<string, string> {
  if (!existsSync(path)) {
    return {};
  }
  const text = decode(path, readBytes(path));
  const faults = findFaults(path, text);
  if (faults.length > 0) {
    throw new ConfigurationError(faults);
  }
  return parse(text);
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'EISDIR' ? 'is a folder' : `cannot be read (${code})`;
    throw fileError(path, `${why}; it must be a file of lines NAME=value`);
  }
}

/** Without a byte order mark, which `TextDecoder` removes. */
function decode(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw fileError(path, 'is not UTF-8 text; save it in that encoding');
  }
}

function fileError(path: string, fault: string): ConfigurationError {
  return new ConfigurationError([faultOf(path, fault)]);
}

function faultOf(path: string, fault: string): ConfigurationFault {
  return { variable: path, fault, example: 'PORT=8000' };
}

const assignment = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=[^\S\n]*(.*)$/s;
const startsAssignment = /^\s*(?:export\s+)?[A-Za-z_][\w.-]*\s*=/;
const quotedValue = /^(?:'(?:\\'|[^'])*'|"(?:\\"|[^"])*"|`(?:\\`|[^`])*`)/s;
const blankOrComment = /^\s*(?:#.*)?$/s;

function findFaults(path: string, text: string): ConfigurationFault[] {
  const lines = text.split(/\r\n|\r|\n/);
  const setInLine = new Map<string, number>();
  const faults: ConfigurationFault[] = [];
  for (let index = 0; index < lines.length; index++) {
    const number = index + 1;
    const report = (fault: string) => faults.push(faultOf(path, `line ${number} ${fault}`));
    const [, name, value] = assignment.exec(lines[index] ?? '') ?? [];
    if (blankOrComment.test(lines[index] ?? '')) {
      continue;
    }
    if (name === undefined || value === undefined) {
      report('cannot be understood: it is not NAME=value, a comment or blank');
      continue;
    }
    const before = setInLine.get(name);
    if (before !== undefined) {
      report(`sets ${name} again, after line ${before}; keep one of them`);
    }
    setInLine.set(name, number);
    const read = readValue(value, lines.slice(index + 1));
    if (read.fault !== undefined) {
      report(`${read.fault} (${name})`);
    }
    index += read.moreLines;
  }
  return faults;
}

/** How many further lines a value takes, and what is wrong with it. It never repeats the value. */
function readValue(
  value: string,
  following: readonly string[],
): { readonly moreLines: number; readonly fault?: string } {
  if (value.includes('\0')) {
    return { moreLines: 0, fault: 'holds a NUL character' };
  }
  if (!/^['"`]/.test(value)) {
    // dotenv ends a value at any #, so that half of a secret would be lost.
    const cut = /(?:^|\S)#/.test(value) && !/^#(?:\s|$)/.test(value);
    return cut
      ? {
          moreLines: 0,
          fault: 'has a # in a value without quotes, which begins a comment; quote the value',
        }
      : { moreLines: 0 };
  }
  let text = value;
  for (let moreLines = 0; ; moreLines++) {
    const quoted = quotedValue.exec(text)?.[0];
    if (quoted !== undefined) {
      return blankOrComment.test(text.slice(quoted.length))
        ? { moreLines }
        : { moreLines, fault: 'has more after the closing quote' };
    }
    const next = following[moreLines];
    if (next === undefined || startsAssignment.test(next)) {
      return { moreLines: 0, fault: 'opens a quote and does not close it' };
    }
    text += `\n${next}`;
  }
}
