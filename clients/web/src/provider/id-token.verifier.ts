import { Inject, Injectable } from '@nestjs/common';
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { SETTINGS, type Settings, type UserFlow } from '../config/index.js';
import { Discovery } from './discovery.js';
import { readClaims, type IdTokenClaims } from './id-token.claims.js';
import { providerUnreachable, signInRefused } from './provider.failures.js';

const clockToleranceSeconds = 60;

/** An ID token is looked at right after it was issued; an older one is somebody's leftover. */
const maxAgeSeconds = 600;

/** Of all errors of jose, those that speak of the keys' server and not of the token. */
const withoutKeys = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']);

/**
 * Checks ID tokens: signature with the policy's own keys, issuer, audience, times, nonce and policy
 * (OpenID Connect Core 1.0 section 3.1.3.7). MSAL leaves the signature and the policy unchecked.
 */
@Injectable()
export class IdTokenVerifier {
  readonly #keys = new Map<string, JWTVerifyGetKey>();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly discovery: Discovery,
  ) {}

  /** @throws SpokenException when the token is not acceptable, or no keys can be had */
  async verify(idToken: string, flow: UserFlow, nonce: string): Promise<IdTokenClaims> {
    const { clientId, policies } = this.settings.provider;
    const { issuer, jwks_uri } = await this.discovery.of(flow);
    const { payload } = await jwtVerify(idToken, this.#keysAt(jwks_uri), {
      algorithms: ['RS256'],
      issuer,
      audience: clientId,
      clockTolerance: clockToleranceSeconds,
      maxTokenAge: maxAgeSeconds,
      requiredClaims: ['exp'],
    }).catch(refuse);
    const claims = readClaims(payload, { clientId, nonce, policy: policies[flow].name });
    if (typeof claims === 'string') throw signInRefused(`id_token_${claims}`);
    return claims;
  }

  /** Keeps the keys between tokens, and looks again at once for a key id it does not know. */
  #keysAt(address: string): JWTVerifyGetKey {
    const known = this.#keys.get(address);
    if (known) return known;
    const keys = createRemoteJWKSet(new URL(address), {
      timeoutDuration: 5_000,
      // ID tokens come from the token endpoint: nobody else can make this ask for keys.
      cooldownDuration: 0,
    });
    this.#keys.set(address, keys);
    return keys;
  }
}

function refuse(error: unknown): never {
  if (error instanceof errors.JWTClaimValidationFailed)
    throw signInRefused(`id_token_${error.claim}`);
  if (error instanceof errors.JOSEError && !withoutKeys.has(error.code))
    throw signInRefused(`id_token_${error.code.toLowerCase()}`);
  throw providerUnreachable();
}
