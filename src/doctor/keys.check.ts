import {
  importRsaKey,
  modulusBits,
  readSigningKeys,
  type ProviderRules,
  type JsonObject,
  type OutgoingProxy,
} from '../auth/internals.js';
import { printable } from '../logging/index.js';
import { failed, passed, warning, type Finding } from './finding.js';
import { fetchDocument } from './provider-request.js';

interface KeySetAddress {
  readonly label: string;
  readonly jwksUri: string;
  readonly proxy: OutgoingProxy | undefined;
}

/** Whether the provider lists keys that tokens with these claims may be verified with. */
export async function checkKeys(
  { label, jwksUri, proxy }: KeySetAddress,
  provider: ProviderRules,
  claims: JsonObject,
): Promise<Finding> {
  const check = `keys (${label})`;
  const toDo = 'Ask again later; keys are published by the provider and cannot be mended here.';
  const { document, finding } = await fetchDocument(check, jwksUri, toDo, proxy);
  if (finding) {
    return finding;
  }
  const keys = listedKeys(document);
  const described = keys.map(describeKey).join('; ');
  try {
    const { keys: strong, ambiguous } = readSigningKeys(keys);
    const usable = [...strong.values()].filter((key) => provider.acceptsKeyOf(claims, key.issuer));
    if (ambiguous.length > 0) {
      const ids = printable(ambiguous.join(', '));
      return warning(check, `several keys have the same kid, none is used: ${ids}`, toDo);
    }
    const count = `${usable.length} of ${keys.length} usable`;
    if (usable.length === 0) {
      return failed(
        check,
        `${count}, since no key names the issuer it signs for: ${described}`,
        toDo,
      );
    }
    return usable.length === keys.length
      ? passed(check, `${count}: ${described}`)
      : warning(
          check,
          `${count}: ${described}`,
          'Nothing, as long as tokens name the usable ones.',
        );
  } catch {
    const found = `${jwksUri} lists no RSA signing key of 2048 bits or more with an odd exponent from 65537: ${described || 'none'}`;
    return failed(check, found, toDo);
  }
}

function listedKeys(document: unknown): JsonObject[] {
  const keys: unknown =
    typeof document === 'object' && document !== null && 'keys' in document ? document.keys : [];
  return Array.isArray(keys)
    ? keys.filter((key): key is JsonObject => typeof key === 'object' && key !== null)
    : [];
}

/** What can be told of a key: its `nbf`, where there is one, is the only hint at its age. */
function describeKey(jwk: JsonObject): string {
  const { kid, use, nbf } = jwk;
  const parts = [
    `kid ${printable(typeof kid === 'string' ? kid : 'missing', 80)}`,
    sizeOf(jwk),
    `use ${printable(typeof use === 'string' ? use : 'unsaid', 20)}`,
  ];
  const since = typeof nbf === 'number' ? new Date(nbf * 1000) : undefined;
  if (since && !Number.isNaN(since.getTime())) {
    parts.push(`since ${since.toISOString().slice(0, 10)}`);
  }
  return parts.join(', ');
}

function sizeOf(jwk: JsonObject): string {
  const key = importRsaKey(jwk);
  return key ? `${modulusBits(key)} bits` : 'not an RSA key';
}
