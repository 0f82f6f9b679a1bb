import { isUtf8 } from 'node:buffer';
import type { TokenFault } from './refusal.js';

/** A JSON object whose members have not been checked. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A token taken apart. Nothing in it is true before the signature has been checked. */
export interface CompactToken {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

/** 12 KiB: far above any real token, below what Node accepts as headers. */
const maxLength = 12 * 1024;

/**
 * Takes a token in JWS compact serialisation (RFC 7515 section 7.1) apart, and accepts one
 * spelling only: canonical base64url, UTF-8, JSON objects without repeated names. Anything looser
 * lets two parsers read the same token differently (RFC 8725 section 2.4 and RFC 7515 section 10.12).
 */
export function parseCompactToken(token: string): CompactToken | TokenFault {
  if (token.length > maxLength) return 'token_too_large';
  const parts = token.split('.', 4);
  const [header, claims, signature] = parts;
  if (parts.length !== 3 || !header || !claims || !signature) return 'token_malformed';
  const parsedHeader = jsonObject(header);
  const parsedClaims = jsonObject(claims);
  if (!parsedHeader || !parsedClaims || !canonicalBytes(signature)) return 'token_malformed';
  return { header: parsedHeader, claims: parsedClaims };
}

function jsonObject(part: string): JsonObject | undefined {
  const bytes = canonicalBytes(part);
  if (!bytes || !isUtf8(bytes)) return undefined;
  const text = bytes.toString('utf8');
  const value = parseJson(text);
  return isObject(value) && countMembers(value) === countWrittenMembers(text) ? value : undefined;
}

/** Node decodes leniently: padding, foreign characters and stray bits of the last character pass. */
function canonicalBytes(part: string): Buffer | undefined {
  const bytes = Buffer.from(part, 'base64url');
  return bytes.toString('base64url') === part ? bytes : undefined;
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
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const current = pending.pop();
    if (typeof current !== 'object' || current === null) continue;
    const parts: unknown[] = Object.values(current);
    if (!Array.isArray(current)) count += parts.length;
    for (const part of parts) pending.push(part);
  }
  return count;
}

/**
 * How many members are written in a JSON text: one for each colon outside a string. `JSON.parse`
 * keeps the last of two members with the same name, so a difference to {@link countMembers} means
 * a repeated name, however it was escaped.
 */
function countWrittenMembers(json: string): number {
  let count = 0;
  let inString = false;
  for (let index = 0; index < json.length; index++) {
    const character = json.charCodeAt(index);
    if (character === 0x22) inString = !inString;
    else if (inString && character === 0x5c) index++;
    else if (!inString && character === 0x3a) count++;
  }
  return count;
}
