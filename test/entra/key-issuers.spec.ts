import { Api } from '../support/api.js';
import { consumerTenant, homeTenant, modes } from '../support/entra-modes.js';
import { claimsIn, startProvider } from '../support/provider.js';
import { logLineOf } from '../support/refusals.js';
import { ScriptedProvider, sendJson } from '../support/scripted-provider.js';
import { createSigningKey, type SigningKey } from '../support/signing-key.js';
import { signText } from '../support/token-maker.js';

const mode = modes['many tenants'];
const issuerOf = (tenant: string) => mode.issuer.replace('{tenantid}', tenant);
let provider: ScriptedProvider;
let api: Api;
const keys = new Map<string, SigningKey>();

/** Keys as the common endpoint lists them: most for every tenant, some for one. */
const issuers = {
  everybody: mode.issuer,
  home: issuerOf(homeTenant),
  consumers: issuerOf(consumerTenant),
  nobody: undefined,
  elsewhere: 'https://login.partner.example/{tenantid}/v2.0',
};
type KeyName = keyof typeof issuers;
const names = Object.keys(issuers) as KeyName[];

beforeAll(async () => {
  for (const name of names) {
    keys.set(name, await createSigningKey(name));
  }
  provider = await ScriptedProvider.start();
  provider.policy().issuer = mode.issuer;
  provider.policy().keysBehaviour = sendJson({
    keys: names.map((name) => ({ ...keys.get(name)?.jwk, issuer: issuers[name] })),
  });
  api = await (await Api.start(provider, mode.environment)).whenReady();
});
afterAll(async () => {
  await api.close();
  await provider.close();
});

/** A good token of a tenant, signed with one of the keys. */
async function tokenOf(tenantId: string, key: SigningKey | undefined): Promise<string> {
  if (!key) {
    throw new Error('there is no such key');
  }
  await using entra = await startProvider(mode.provider);
  const claims = claimsIn(await entra.token({ tenantId }));
  const header = { alg: 'RS256', kid: key.kid, typ: 'JWT' };
  return signText(JSON.stringify(header), JSON.stringify(claims), key.privateKey);
}

it.each<[KeyName, tenant: string, expected: string | undefined]>([
  ['everybody', homeTenant, undefined],
  ['everybody', consumerTenant, undefined],
  ['home', homeTenant, undefined],
  ['home', consumerTenant, 'key_issuer'],
  ['consumers', consumerTenant, undefined],
  ['consumers', homeTenant, 'key_issuer'],
  ['nobody', homeTenant, 'key_issuer'],
  ['elsewhere', homeTenant, 'key_issuer'],
])('a key of %s, in a token of %s', async (name, tenant, expected) => {
  const token = await tokenOf(tenant, keys.get(name));
  // Twice: what is remembered must not be looser than what is verified.
  for (let time = 0; time < 2; time++) {
    const answer = await api.call('/me', { token });
    expect(answer.status).toBe(expected === undefined ? 200 : 401);
    expect(await logLineOf({ api }, answer)).toEqual(
      expect.objectContaining(expected === undefined ? { status: 200 } : { refusal: expected }),
    );
  }
});
