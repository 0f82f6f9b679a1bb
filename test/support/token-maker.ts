import { sign, type KeyObject } from 'node:crypto';
import { audience, clientId, scopes } from './provider.js';
import type { ScriptedPolicy } from './scripted-provider.js';

type Json = Readonly<Record<string, unknown>>;

/** How a token deviates from a valid one. A claim or header of `undefined` is left out. */
export interface Deviation {
  readonly header?: Json;
  readonly claims?: Json;
  /** Signs with another key than the policy's first. */
  readonly key?: KeyObject;
}

/** The claims of an access token of a scripted provider. */
export function validClaims({ name, issuer }: ScriptedPolicy): Json {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: issuer,
    exp: now + 3600,
    nbf: now,
    aud: audience,
    oid: 'a3b1f0a4-6a34-4c2c-9c55-0d4f4c1f2b11',
    sub: 'a3b1f0a4-6a34-4c2c-9c55-0d4f4c1f2b11',
    tfp: name,
    scp: scopes.join(' '),
    azp: clientId,
    ver: '1.0',
    iat: now,
  };
}

/** Makes an access token of a scripted provider: valid, unless a deviation says otherwise. */
export function createToken(policy: ScriptedPolicy, deviation: Deviation = {}): string {
  const [current] = policy.keys;
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
  return signInput(`${encode(header)}.${encode(payload)}`, key);
}

/** The same header and claims with the signature of another key. */
export function signAgain(token: string, key: KeyObject): string {
  return signInput(token.slice(0, token.lastIndexOf('.')), key);
}

export function encode(part: string | Buffer): string {
  return Buffer.from(part).toString('base64url');
}

function signInput(input: string, key: KeyObject): string {
  return `${input}.${sign('RSA-SHA256', Buffer.from(input), key).toString('base64url')}`;
}
