import { z } from 'zod';
import { protocolErrors } from './protocol-errors.js';

const claimSchema = z
  .object({ value: z.string().optional(), values: z.array(z.string()).optional() })
  .nullable();
const claimsSchema = z.object({
  access_token: z
    .object({ acrs: claimSchema.optional(), xms_cc: claimSchema.optional() })
    .optional(),
});

/** What a `claims` parameter asks of an access token. Other claims are ignored. */
export interface RequestedClaims {
  /** Authentication contexts, such as `c1`: `acrs`. */
  readonly authContexts: readonly string[];
  /** Client capabilities, such as `cp1`: `xms_cc`. */
  readonly capabilities: readonly string[];
}

/**
 * Reads a `claims` parameter: OpenID Connect Core section 5.5, and
 * https://learn.microsoft.com/entra/identity-platform/claims-challenge
 *
 * @throws ProtocolError when it is no JSON of that form
 */
export function readClaims(claims: string | null): RequestedClaims {
  if (!claims) {
    return { authContexts: [], capabilities: [] };
  }
  const result = claimsSchema.safeParse(parseJson(claims));
  if (!result.success) {
    throw protocolErrors.claimsInvalid();
  }
  const { acrs, xms_cc: capabilities } = result.data.access_token ?? {};
  return { authContexts: valuesOf(acrs), capabilities: valuesOf(capabilities) };
}

type RequestedClaim = z.output<typeof claimSchema> | undefined;

function valuesOf(claim: RequestedClaim): string[] {
  return claim?.values ?? (claim?.value === undefined ? [] : [claim.value]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
