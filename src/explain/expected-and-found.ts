import type { JsonObject, TokenRules } from '../auth/internals.js';
import { printable } from '../logging/index.js';
import type { CheckName, Examination, KeySet } from './examine-token.js';

/** What a check expects, and what the token has. */
export interface ExpectedAndFound {
  readonly expected: string;
  readonly found: string;
}

/** Claims that say nothing personal may be shown; anything else is only described. */
function shown(claims: JsonObject, ...names: string[]): string {
  const present = names.filter((name) => name in claims);
  if (present.length === 0) {
    return `no ${names.join(' or ')}`;
  }
  return present.map((name) => `${name} ${printable(JSON.stringify(claims[name]))}`).join(', ');
}

function time(claims: JsonObject, name: string): string {
  const value = claims[name];
  if (value === undefined) {
    return `no ${name}`;
  }
  const date = typeof value === 'number' ? new Date(value * 1000) : undefined;
  return date && !Number.isNaN(date.getTime())
    ? `${name} ${date.toISOString()} (${distance(date.getTime() - Date.now())})`
    : shown(claims, name);
}

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** How far away a time is, in the largest unit that fits: `2 h ago`, `in 58 min`. */
function distance(ms: number): string {
  const [unit, size] = units.find(([, one]) => Math.abs(ms) >= one) ?? ['s', 1_000];
  const count = Math.round(Math.abs(ms) / size);
  return ms < 0 ? `${count} ${unit} ago` : `in ${count} ${unit}`;
}

function described(claims: JsonObject, name: string): string {
  const value = claims[name];
  if (value === undefined) {
    return `no ${name}`;
  }
  return typeof value === 'string'
    ? `${name} of ${value.length} characters`
    : `${name} that is no text`;
}

/** What every check expects of a token, and what the token has. */
export function expectedAndFound(
  check: CheckName,
  { token, outcomes }: Examination,
  rules: TokenRules,
  keySets: readonly KeySet[] | undefined,
): ExpectedAndFound {
  const header = token?.header ?? {};
  const claims = token?.claims ?? {};
  const { provider, allowedClients, formerOwner } = rules;
  const announced = [...new Set(keySets?.flatMap(({ issuer }) => issuer ?? []))];
  const issuers = announced.map((issuer) => printable(issuer)).join(' or ');
  const names = provider.keySets.map(({ name }) => name).join(', ');
  // An object and no switch: a check that is added to the guard does not compile until it is here.
  const all: Readonly<Record<CheckName, () => ExpectedAndFound>> = {
    form: () => ({
      expected: 'three parts of canonical base64url, JSON objects without repeated names',
      found: token ? 'a token in the form of a JWT' : 'something else',
    }),
    header: () => ({
      expected: 'alg RS256, typ JWT or at+jwt or none, a kid, neither crit nor b64',
      found: shown(header, 'alg', 'typ', 'kid', 'crit', 'b64'),
    }),
    issuer: () => ({
      expected: announced.some((issuer) => issuer === claims['iss'])
        ? 'the issuer of the tenant that TENANT_ID names, or of the policy that the token names'
        : `iss ${issuers || `as the discovery document of ${names} announces it`}`,
      found: shown(claims, 'iss', 'tid'),
    }),
    audience: () => ({
      expected: `aud ${rules.audience} (APP_CLIENT_ID)`,
      found: shown(claims, 'aud'),
    }),
    version: () => ({ expected: `ver ${provider.version}`, found: shown(claims, 'ver') }),
    times: () => ({
      expected: `exp after and nbf, iat before ${new Date().toISOString()}, give or take ${rules.clockSkewSeconds} s`,
      found: ['exp', 'nbf', 'iat'].map((name) => time(claims, name)).join(', '),
    }),
    policy: () => ({
      expected: `with B2C, a policy that may call (${names})`,
      found: shown(claims, 'tfp', 'acr', 'tid'),
    }),
    account: () => ({
      expected: 'an account of the tenant, or a guest where guests may call',
      found: shown(claims, 'acct', 'idp'),
    }),
    permission: () => ({
      expected: 'a scope in scp, or the permission of an application',
      found: shown(claims, 'scp', 'roles'),
    }),
    'former owner': () => ({
      expected: formerOwner ? `${formerOwner.claim} with a GUID, or none` : 'nothing',
      found: formerOwner ? described(claims, formerOwner.claim) : 'nothing is asked for',
    }),
    subject: () => ({
      expected: 'sub or oid, texts of 1 to 255 characters that are not the same for everybody',
      found: `${described(claims, 'sub')}, ${described(claims, 'oid')}`,
    }),
    client: () => ({
      expected: allowedClients ? `azp of ${[...allowedClients].join(', ')}` : 'any client',
      found: shown(claims, 'azp', 'appid'),
    }),
    'key binding': () => ({ expected: 'no cnf', found: 'cnf' in claims ? 'cnf' : 'no cnf' }),
    'signing key': () => ({
      expected: 'a kid that the provider lists for this issuer',
      found: shown(header, 'kid'),
    }),
    signature: () => ({
      expected: 'made with that key over this text',
      found: outcomes.some(({ fault }) => fault === 'signature')
        ? 'another signature'
        : 'the signature of that key',
    }),
  };
  return all[check]();
}
