import { Api } from '../support/api.js';
import {
  consumerTenant,
  EntraServer,
  homeTenant,
  modes,
  personClaims,
} from '../support/entra-server.js';
import { logLineOf } from '../support/refusals.js';
import { createSigningKey, type SigningKey } from '../support/signing-key.js';

const mode = 'many tenants';
const template = modes[mode].issuer;
const issuerOf = (tenant: string) => template.replace('{tenantid}', tenant);
let server: EntraServer;
let api: Api;
const keys = new Map<string, SigningKey>();

/** Keys as the common endpoint lists them: most for every tenant, some for one. */
const issuers = {
  everybody: template,
  home: issuerOf(homeTenant),
  consumers: issuerOf(consumerTenant),
  nobody: undefined,
  elsewhere: 'https://login.partner.example/{tenantid}/v2.0',
};
type KeyName = keyof typeof issuers;
const names = Object.keys(issuers) as KeyName[];

beforeAll(async () => {
  server = await EntraServer.start(mode);
  server.keys = await Promise.all(
    names.map(async (name) => ({ key: await createSigningKey(name), issuer: issuers[name] })),
  );
  for (const { key } of server.keys) {
    keys.set(key.kid, key);
  }
  api = await (await Api.start(server, modes[mode].environment)).whenReady();
});
afterAll(async () => {
  await api.close();
  await server.stop();
});

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
  const token = server.sign(personClaims(mode, tenant), keys.get(name));
  // Twice: what is remembered must not be looser than what is verified.
  for (let time = 0; time < 2; time++) {
    const answer = await api.call('/me', { token });
    expect(answer.status).toBe(expected === undefined ? 200 : 401);
    expect(await logLineOf({ api }, answer)).toEqual(
      expect.objectContaining(expected === undefined ? { status: 200 } : { refusal: expected }),
    );
  }
});
