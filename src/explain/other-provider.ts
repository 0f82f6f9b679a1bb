import { callerOf, type JsonObject } from '../auth/internals.js';
import { withVariablePrefix } from '../config/index.js';
import type { CheckName } from './examine-token.js';
import { expectedAndFound } from './expected-and-found.js';
import type { ExaminedProvider } from './selected-provider.js';
import { openedRoutes, type ProtectedRoute } from './route-access-report.js';

/** What would be different if another provider had issued a token with the same claims. */
export interface OtherProvider {
  readonly provider: string;
  /** What it would be refused for: the codes that the log of the API gives. */
  readonly faults: readonly OtherFault[];
  /** Routes that it would open and does not open now, and the other way round. */
  readonly routes: readonly { readonly route: string; readonly opens: boolean }[];
  /** Whether it would still be the same owner; left out where that cannot be told. */
  readonly isSameOwner?: boolean;
}

/** A check that passes only if the token has something else. */
interface OtherFault {
  readonly code: string;
  readonly expected: string;
  readonly found: string;
}

/** Checks that would be different in any token of another provider. */
const always: ReadonlySet<CheckName> = new Set(['issuer', 'signing key', 'signature']);

/**
 * Compares the provider whose token it is with another one.
 *
 * @param judge by whose rules the token was explained
 */
export function ifIssuedBy(
  other: ExaminedProvider,
  judge: ExaminedProvider,
  routes: readonly ProtectedRoute[],
): OtherProvider {
  const claims = other.examination.token?.claims;
  const [here, there] = [judge, other].map((one) =>
    claims ? openedRoutes(claims, one.rules, routes, one.fullAccessScope) : [],
  );
  const [owner, otherOwner] = [judge, other].map((one) => claims && ownerAt(one, claims));
  return {
    provider: other.rules.provider.name,
    faults: faultsAt(other),
    routes: (there ?? [])
      .filter(({ opens }, index) => here?.[index]?.opens !== opens)
      .map(({ route, opens }) => ({ route, opens })),
    ...(owner !== undefined && otherOwner !== undefined && { isSameOwner: owner === otherOwner }),
  };
}

function faultsAt({ examination, rules, keySets, variablePrefix }: ExaminedProvider): OtherFault[] {
  return examination.outcomes.flatMap(({ check, fault }) => {
    if (fault === undefined || always.has(check)) {
      return [];
    }
    const { expected, found } = expectedAndFound(check, examination, rules, keySets);
    return [{ code: fault, expected: withVariablePrefix(expected, variablePrefix), found }];
  });
}

/** Whom the token would be filed under, if it had the provider's own issuer. */
function ownerAt(
  { rules, keySets = [] }: ExaminedProvider,
  claims: JsonObject,
): string | undefined {
  const { provider } = rules;
  const { issuer } = provider.keySetOf(claims)
    ? (keySets.find(({ name }) => name === provider.keySetOf(claims)?.name) ?? {})
    : (keySets[0] ?? {});
  if (issuer === undefined || (claims['oid'] ?? claims['sub']) === undefined) {
    return undefined;
  }
  const { tid } = claims;
  const iss = typeof tid === 'string' ? issuer.replace('{tenantid}', () => tid) : issuer;
  return callerOf({ ...claims, iss, exp: 0 }, rules).owner;
}
