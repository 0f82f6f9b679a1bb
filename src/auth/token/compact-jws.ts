import { isUtf8 } from 'node:buffer';
import type { JsonObject } from '../providers/index.js';
import type { TokenFault } from '../refusals/index.js';

/** A token that has been parsed. Nothing in it is true before the signature has been checked. */
export interface CompactJws {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

const quote = 0x22;
const colon = 0x3a;
const backslash = 0x5c;

/** 12 KiB: far above any real token, below what Node accepts as headers. */
const maxLength = 12 * 1024;

/**
 * Parses a token in JWS compact serialisation (RFC 7515 section 7.1), and accepts one
 * spelling only: canonical base64url, UTF-8, JSON objects without repeated names. Anything looser
 * lets two parsers read the same token differently (RFC 8725 section 2.4 and RFC 7515 section 10.12).
 */
export function parseCompactJws(token: string): CompactJws | TokenFault {
  if (token.length > maxLength) {
    return 'token_too_large';
  }
  const parts = token.split('.');
  if (parts.length !== 3) {
    return 'token_malformed';
  }
  const [headerPart = '', claimsPart = '', signaturePart = ''] = parts;
  const header = parsePart(headerPart);
  const claims = parsePart(claimsPart);
  const signature = decode(signaturePart);
  if (!header || !claims || !signature) {
    return 'token_malformed';
  }
  return { header, claims };
}

/** The claims of a token that {@link parseCompactJws} has accepted before. */
export function claimsOf(token: string): JsonObject {
  const [, claims = ''] = token.split('.');
  return JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as JsonObject;
}

function parsePart(part: string): JsonObject | undefined {
  const bytes = decode(part);
  if (!bytes || !isUtf8(bytes)) {
    return undefined;
  }
  const value = parseJson(bytes.toString('utf8'));
  return isObject(value) && countMembers(value) === countWrittenMembers(bytes) ? value : undefined;
}

/**
 * The bytes of base64url, if encoding them gives the same text again. Node decodes much that is none:
 * it passes over other characters, padding, and stray bits in the last one (RFC 4648 section 3.5).
 */
function decode(part: string): Buffer | undefined {
  const bytes = Buffer.from(part, 'base64url');
  return bytes.length > 0 && bytes.toString('base64url') === part ? bytes : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How many members the parsed value has, at all depths. A loop: nesting must not exhaust the stack. */
function countMembers(value: JsonObject): number {
  let count = 0;
  const pending: object[] = [value];
  for (let current = pending.pop(); current; current = pending.pop()) {
    const parts: readonly unknown[] = Array.isArray(current) ? current : Object.values(current);
    if (parts !== current) {
      count += parts.length;
    }
    for (const part of parts) {
      if (typeof part === 'object' && part !== null) {
        pending.push(part);
      }
    }
  }
  return count;
}

/**
 * How many members are written in a JSON text: one for each colon outside a string. `JSON.parse`
 * keeps the last of two members with the same name, so a difference to {@link countMembers} means
 * a repeated name, however it was escaped.
 */
function countWrittenMembers(json: Uint8Array): number {
  let count = 0;
  for (let index = 0; index < json.length; index++) {
    if (json[index] === colon) {
      count++;
    } else if (json[index] === quote) {
      index = endOfString(json, index);
    }
  }
  return count;
}

/** Where the string that begins at an index ends, in a text that is known to be JSON. */
function endOfString(json: Uint8Array, start: number): number {
  let index = start + 1;
  while (index < json.length && json[index] !== quote) {
    index += json[index] === backslash ? 2 : 1;
  }
  return index;
}
