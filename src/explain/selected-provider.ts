import type { JsonObject, TokenFault, TokenRules } from '../auth/internals.js';
import type { Examination, KeySet } from './examine-token.js';

/** One provider, and how the checks by its rules went. */
export interface ExaminedProvider {
  readonly rules: TokenRules;
  /** Undefined where nothing was fetched. */
  readonly keySets: readonly KeySet[] | undefined;
  readonly fullAccessScope: string | undefined;
  /** What precedes the names of its variables. */
  readonly variablePrefix: string | undefined;
  readonly examination: Examination;
}

/** The provider by whose rules a token is explained. */
export interface Judge {
  readonly provider: ExaminedProvider;
  /** Whether the token names its issuer; undefined where a provider could not be asked for its issuer. */
  readonly isIssuer: boolean | undefined;
}

/**
 * The provider that announces the issuer of a token, chosen as the guard does. If none does, the provider by
 * whose rules the least is wrong.
 */
export function selectProvider(providers: readonly ExaminedProvider[]): Judge {
  const claims = providers[0]?.examination.token?.claims;
  const announcing = claims ? providers.filter((provider) => announces(provider, claims)) : [];
  const issuer =
    announcing.find(({ rules }) => rules.provider.checkIssuerShape(claims ?? {}) === undefined) ??
    announcing[0];
  if (issuer) {
    return { provider: issuer, isIssuer: true };
  }
  const [closest] = providers.toSorted((a, b) => distanceOf(a) - distanceOf(b));
  if (!closest) {
    throw new TypeError('the application has no identity provider');
  }
  const isNobodys = claims !== undefined && providers.every(hasAnnounced);
  return {
    provider:
      isNobodys && providers.length > 1
        ? { ...closest, examination: withIssuerFault(closest, faultOfNobodys(claims, providers)) }
        : closest,
    isIssuer: isNobodys ? false : undefined,
  };
}

function announces({ rules, keySets = [] }: ExaminedProvider, claims: JsonObject): boolean {
  return keySets.some(
    ({ issuer }) => issuer !== undefined && rules.provider.isIssuer(claims, issuer),
  );
}

function hasAnnounced({ keySets }: ExaminedProvider): boolean {
  return keySets?.every(({ issuer }) => issuer !== undefined) ?? false;
}

/** The number of faults; a foreign issuer outweighs all others. */
function distanceOf({ examination }: ExaminedProvider): number {
  const faulty = examination.outcomes.filter(({ fault }) => fault !== undefined);
  return faulty.length + (faulty.some(({ check }) => check === 'issuer') ? 100 : 0);
}

/** With several providers, the guard does not say what each of them finds wrong about a foreign issuer. */
function faultOfNobodys(claims: JsonObject, providers: readonly ExaminedProvider[]): TokenFault {
  const isOfVersion1 = providers.some(
    ({ rules: { provider } }) =>
      provider.checkIssuerShape(claims) === 'v1_token' &&
      provider.checkIssuerShape({ ...claims, ver: provider.version }) === undefined,
  );
  return isOfVersion1 ? 'v1_token' : 'issuer';
}

function withIssuerFault({ examination }: ExaminedProvider, fault: TokenFault): Examination {
  return {
    ...examination,
    outcomes: examination.outcomes.map((outcome) =>
      outcome.check === 'issuer' ? { ...outcome, fault } : outcome,
    ),
  };
}
