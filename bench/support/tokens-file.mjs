import { readFileSync, writeFileSync } from 'node:fs';

/** Tokens go from process to process in a file: there are megabytes of them. */
export function writeTokens(file, tokens) {
  writeFileSync(file, tokens.join('\n'));
}

export function readTokens(file, count = Infinity) {
  return readFileSync(file, 'latin1').split('\n').slice(0, count);
}
