import {
  createTestProvider,
  type TestProvider,
  type TestProviderOptions,
} from '../../src/auth/testing/index.js';

export const policyName = 'B2C_1_signupsignin';
export const tenantName = 'contoso';
export const tenantId = '775527ff-9a37-4307-8b3d-cc311f58d925';
export const audience = '11111111-1111-4111-8111-111111111111';
export const clientId = '22222222-2222-4222-8222-222222222222';
/** All that this API knows. */
export const scopes = ['tasks.read', 'tasks.write'];
/** Every provider of the tests calls its key by this, so that a mix-up of providers cannot pass for an unknown key. */
export const keyId = 'key-of-the-tests';

/** Starts the package's own provider as this API expects it: its tokens open everything unless asked for less. */
export function startProvider(options: TestProviderOptions = {}): Promise<TestProvider> {
  return createTestProvider({
    tenantName,
    tenantId,
    audience,
    clientId,
    policies: [policyName],
    scopes,
    keyId,
    ...options,
  });
}

type Claims = Readonly<Record<string, unknown>>;

/** What a token says. */
export function claimsIn(token: string): Claims {
  const [, payload = ''] = token.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
}

/** A token of a provider that says what it is given, and nothing of what the provider would say by itself. */
export async function tokenThatSays(
  provider: TestProvider,
  claims: Claims,
  header: Claims = {},
): Promise<string> {
  const own = Object.keys(claimsIn(await provider.token()));
  const without = Object.fromEntries(own.map((name) => [name, undefined]));
  return provider.token({ claims: { ...without, ...claims }, header });
}

/** How often a provider was asked for its discovery document and for its keys. */
export function fetchesOf({ requests }: Pick<TestProvider, 'requests'>) {
  const count = (end: string) =>
    requests.filter((url) => new URL(url, 'http://localhost').pathname.endsWith(end)).length;
  return {
    discovery: count('/.well-known/openid-configuration'),
    keys: count('/discovery/v2.0/keys'),
  };
}
