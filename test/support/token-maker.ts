import { sign, type KeyObject } from 'node:crypto';
import type { PolicyKeys } from './key-server.js';

export const audience = '11111111-1111-4111-8111-111111111111';
export const clientId = '22222222-2222-4222-8222-222222222222';

type Json = Readonly<Record<string, unknown>>;

/** How a token deviates from a valid one. A claim or header of `undefined` is left out. */
export interface Deviation {
  readonly header?: Json;
  readonly claims?: Json;
  /** Signs with another key than the policy's first. */
  readonly key?: KeyObject;
}

/** The claims of an access token as B2C issues it, in its order. */
export function validClaims({ name, issuer }: PolicyKeys): Json {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: issuer,
    exp: now + 3600,
    nbf: now,
    aud: audience,
    oid: 'a3b1f0a4-6a34-4c2c-9c55-0d4f4c1f2b11',
    sub: 'a3b1f0a4-6a34-4c2c-9c55-0d4f4c1f2b11',
    name: 'Ada Lovelace',
    emails: ['ada@contoso.example'],
    tfp: name,
    nonce: '0198c5a4-7d1e-7cc0-9f3b-5f0c5c7d2a11',
    scp: 'tasks.read tasks.write',
    azp: clientId,
    ver: '1.0',
    iat: now,
  };
}

/** Makes an access token of a policy: valid, unless a deviation says otherwise. */
export function createToken(policy: PolicyKeys, deviation: Deviation = {}): string {
  const [current] = policy.keys;
  if (!current) {
    throw new Error(`the policy ${policy.name} has no key`);
  }
  const header = { alg: 'RS256', kid: current.kid, typ: 'JWT', ...deviation.header };
  const claims = { ...validClaims(policy), ...deviation.claims };
  return signText(
    JSON.stringify(header),
    JSON.stringify(claims),
    deviation.key ?? current.privateKey,
  );
}

/** Signs header and payload exactly as they are written, valid JSON or not. */
export function signText(
  header: string | Buffer,
  payload: string | Buffer,
  key: KeyObject,
): string {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${sign('RSA-SHA256', Buffer.from(input), key).toString('base64url')}`;
}

export function encode(part: string | Buffer): string {
  return Buffer.from(part).toString('base64url');
}
