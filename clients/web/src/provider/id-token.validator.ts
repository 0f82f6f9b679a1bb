import { Inject, Injectable } from '@nestjs/common';
import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { SETTINGS, type Settings, type UserFlow } from '../config/index.js';
import { HttpClientService } from '../http-client/index.js';
import { DiscoveryService } from './discovery.service.js';
import { providerUnreachable, signInRefused } from './provider.exceptions.js';

/** Claims of an ID token that has passed every check. */
export interface IdTokenClaims {
  /** The same for one person in every policy: `oid`, or `sub` where a policy leaves `oid` out. */
  readonly subject: string;
  readonly name?: string;
  /** All of them, unchanged. */
  readonly all: Readonly<Record<string, unknown>>;
}

const clockToleranceSeconds = 60;

/** An ID token is validated right after it was issued: an older one was obtained by other means. */
const maxAgeSeconds = 600;

/** Those errors of jose that concern the JWKS endpoint, and not the token. */
const jwksErrors = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']);

/**
 * Validates ID tokens: signature with the authority's own keys, issuer, audience, times, nonce, and
 * the policy (B2C) or the tenant (Entra ID, External ID)
 * (OpenID Connect Core 1.0 section 3.1.3.7). MSAL checks neither the signature nor the policy.
 */
@Injectable()
export class IdTokenValidator {
  readonly #keySets = new Map<string, JWTVerifyGetKey>();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly discovery: DiscoveryService,
    private readonly http: HttpClientService,
  ) {}

  /** @throws {UserFacingException} when the token is not acceptable, or no keys can be fetched */
  async validate(idToken: string, flow: UserFlow, nonce: string): Promise<IdTokenClaims> {
    const { authorities, clientId, tenantId } = this.settings.provider;
    const { issuer, jwks_uri } = await this.discovery.metadata(flow);
    const { payload } = await jwtVerify(idToken, this.#keySet(jwks_uri), {
      algorithms: ['RS256'],
      issuer,
      audience: clientId,
      clockTolerance: clockToleranceSeconds,
      maxTokenAge: maxAgeSeconds,
      requiredClaims: ['exp'],
    }).catch(toException);
    const claims = checkClaims(payload, {
      clientId,
      nonce,
      tenantId,
      policy: authorities[flow]?.policy,
    });
    if (typeof claims === 'string') {
      throw signInRefused(`id_token_${claims}`);
    }
    return claims;
  }

  /** Caches the keys between tokens, and fetches them again at once for an unknown `kid`. */
  #keySet(jwksUri: string): JWTVerifyGetKey {
    const cached = this.#keySets.get(jwksUri);
    if (cached) {
      return cached;
    }
    const keySet = createRemoteJWKSet(new URL(jwksUri), {
      timeoutDuration: 5_000,
      // ID tokens come from the token endpoint: nobody else can cause a fetch.
      cooldownDuration: 0,
      [customFetch]: (url, { headers, ...init }) =>
        this.http.fetch(url, { ...init, headers: [...headers] }),
    });
    this.#keySets.set(jwksUri, keySet);
    return keySet;
  }
}

function toException(error: unknown): never {
  if (error instanceof errors.JWTClaimValidationFailed) {
    throw signInRefused(`id_token_${error.claim}`);
  }
  if (error instanceof errors.JOSEError && !jwksErrors.has(error.code)) {
    throw signInRefused(`id_token_${error.code.toLowerCase()}`);
  }
  throw providerUnreachable();
}

interface ExpectedClaims {
  readonly clientId: string;
  readonly nonce: string;
  /** With B2C: name of the policy that the person was sent to, in any case. */
  readonly policy: string | undefined;
  /** With Entra ID and External ID. */
  readonly tenantId: string | undefined;
}

const claimsSchema = z.looseObject({
  aud: z.union([z.string(), z.tuple([z.string()])]),
  nonce: z.string(),
  tfp: z.string().optional(),
  acr: z.string().optional(),
  tid: z.string().optional(),
  oid: z.string().min(1).optional(),
  sub: z.string().min(1).optional(),
  name: z.string().optional(),
});

type InvalidClaim = 'shape' | 'audience' | 'nonce' | 'policy' | 'tenant' | 'subject';

/**
 * The checks that neither MSAL nor a JWT library makes. Pure.
 *
 * The policy is in `tfp`, or in `acr` with old settings of a tenant. B2C compares policy names without
 * regard to case. https://learn.microsoft.com/azure/active-directory-b2c/tokens-overview#claims
 */
function checkClaims(
  payload: Readonly<Record<string, unknown>>,
  expected: ExpectedClaims,
): IdTokenClaims | InvalidClaim {
  const parsed = claimsSchema.safeParse(payload);
  if (!parsed.success) {
    return 'shape';
  }
  const { aud, nonce, tfp, acr, tid, oid, sub, name } = parsed.data;
  if ((typeof aud === 'string' ? aud : aud[0]) !== expected.clientId) {
    return 'audience';
  }
  if (nonce !== expected.nonce) {
    return 'nonce';
  }
  const policies = [tfp, acr].filter((policy) => policy !== undefined);
  const expectedPolicy = expected.policy?.toLowerCase();
  const isOther = (policy: string) => policy.toLowerCase() !== expectedPolicy;
  if (expectedPolicy !== undefined && (policies.length === 0 || policies.some(isOther))) {
    return 'policy';
  }
  if (expected.tenantId !== undefined && tid?.toLowerCase() !== expected.tenantId) {
    return 'tenant';
  }
  const subject = oid ?? sub;
  // B2C writes a `sub` that is the same for everybody where a policy does not set it.
  if (subject === undefined || /^not supported currently/i.test(subject)) {
    return 'subject';
  }
  return { subject, ...(name !== undefined && { name }), all: payload };
}
