import type { JsonObject, TokenRules } from '../auth/index.js';
import { printable } from '../logging/index.js';
import type { Examination, Keys } from './examine-token.js';

/** What a check expects, and what the token has instead or just so. */
export interface Facts {
  readonly expected: string;
  readonly found: string;
}

/** Claims that say nothing personal may be shown; anything else is only described. */
function shown(claims: JsonObject, ...names: string[]): string {
  const present = names.filter((name) => name in claims);
  if (present.length === 0) return `no ${names.join(' or ')}`;
  return present.map((name) => `${name} ${printable(JSON.stringify(claims[name]))}`).join(', ');
}

function time(claims: JsonObject, name: string): string {
  const value = claims[name];
  if (value === undefined) return `no ${name}`;
  const date = typeof value === 'number' ? new Date(value * 1000) : undefined;
  return date && !Number.isNaN(date.getTime())
    ? `${name} ${date.toISOString()}`
    : shown(claims, name);
}

function described(claims: JsonObject, name: string): string {
  const value = claims[name];
  if (value === undefined) return `no ${name}`;
  return typeof value === 'string'
    ? `${name} of ${value.length} characters`
    : `${name} that is no text`;
}

/** Expected and found for the check of that name. */
export function factsOf(
  check: string,
  { token, outcomes }: Examination,
  rules: TokenRules,
  sources: readonly Keys[] | undefined,
): Facts {
  const header = token?.header ?? {};
  const claims = token?.claims ?? {};
  const { profile, allowedClients } = rules;
  const announced = [...new Set(sources?.flatMap(({ issuer }) => issuer ?? []))];
  const issuers = announced.map((issuer) => printable(issuer)).join(' or ');
  const names = profile.sources.map(({ name }) => name).join(', ');
  switch (check) {
    case 'form':
      return {
        expected: 'three parts of canonical base64url, JSON objects without repeated names',
        found: token ? 'a token in the form of a JWT' : 'something else',
      };
    case 'header':
      return {
        expected: 'alg RS256, typ JWT or at+jwt or none, a kid, neither crit nor b64',
        found: shown(header, 'alg', 'typ', 'kid', 'crit', 'b64'),
      };
    case 'issuer':
      return {
        expected: announced.some((issuer) => issuer === claims['iss'])
          ? 'the issuer of the tenant that TENANT_ID names, or of the policy that the token names'
          : `iss ${issuers || `as the discovery document of ${names} announces it`}`,
        found: shown(claims, 'iss', 'tid'),
      };
    case 'audience':
      return { expected: `aud ${rules.audience} (APP_CLIENT_ID)`, found: shown(claims, 'aud') };
    case 'version':
      return { expected: `ver ${profile.version}`, found: shown(claims, 'ver') };
    case 'times':
      return {
        expected: `exp after and nbf, iat before ${new Date().toISOString()}, give or take ${rules.clockSkewSeconds} s`,
        found: ['exp', 'nbf', 'iat'].map((name) => time(claims, name)).join(', '),
      };
    case 'policy and account':
      return {
        expected: `an account and, with B2C, a policy that may call (${names})`,
        found: shown(claims, 'tfp', 'acr', 'tid', 'acct', 'idp'),
      };
    case 'subject':
      return {
        expected: 'sub or oid, texts of 1 to 255 characters',
        found: `${described(claims, 'sub')}, ${described(claims, 'oid')}`,
      };
    case 'client':
      return {
        expected: allowedClients ? `azp of ${[...allowedClients].join(', ')}` : 'any client',
        found: shown(claims, 'azp', 'appid'),
      };
    case 'key binding':
      return { expected: 'no cnf', found: 'cnf' in claims ? 'cnf' : 'no cnf' };
    case 'signing key':
      return {
        expected: 'a kid that the provider lists for this issuer',
        found: shown(header, 'kid'),
      };
    default:
      return { expected: 'made with that key over this text', found: signatureFound(outcomes) };
  }
}

function signatureFound(outcomes: Examination['outcomes']): string {
  const forged = outcomes.some(({ fault }) => fault === 'signature');
  return forged ? 'another signature' : 'the signature of that key';
}
