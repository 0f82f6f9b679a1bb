import { z } from 'zod';

/** What an ID token must say for this client to use it, beyond what a signature check covers. */
export interface Expected {
  readonly clientId: string;
  readonly nonce: string;
  /** Name of the policy that the person was sent to, in any case. */
  readonly policy: string;
}

const schema = z.looseObject({
  aud: z.union([z.string(), z.tuple([z.string()])]),
  nonce: z.string(),
  tfp: z.string().optional(),
  acr: z.string().optional(),
  oid: z.string().min(1).optional(),
  sub: z.string().min(1).optional(),
  name: z.string().optional(),
});

/** Claims of an ID token that has passed every check. */
export interface IdTokenClaims {
  /** The same for one person in every policy: `oid`, or `sub` where a policy leaves `oid` out. */
  readonly subject: string;
  readonly name?: string;
  /** All of them, as they came. */
  readonly all: Readonly<Record<string, unknown>>;
}

/** Why claims are refused, for the log. */
export type ClaimFault = 'shape' | 'audience' | 'nonce' | 'policy' | 'subject';

/**
 * The checks that neither MSAL nor a JWT library makes. Pure.
 *
 * The policy stands in `tfp`, or in `acr` with old settings of a tenant; B2C does not tell policies
 * apart by case. https://learn.microsoft.com/azure/active-directory-b2c/tokens-overview#claims
 */
export function readClaims(
  payload: Readonly<Record<string, unknown>>,
  expected: Expected,
): IdTokenClaims | ClaimFault {
  const parsed = schema.safeParse(payload);
  if (!parsed.success) return 'shape';
  const { aud, nonce, tfp, acr, oid, sub, name } = parsed.data;
  if ((typeof aud === 'string' ? aud : aud[0]) !== expected.clientId) return 'audience';
  if (nonce !== expected.nonce) return 'nonce';
  const policies = [tfp, acr].filter((policy) => policy !== undefined);
  const same = (policy: string) => policy.toLowerCase() === expected.policy.toLowerCase();
  if (policies.length === 0 || !policies.every(same)) return 'policy';
  const subject = oid ?? sub;
  if (subject === undefined) return 'subject';
  return { subject, ...(name !== undefined && { name }), all: payload };
}
