import { createRemoteJWKSet, jwtVerify } from 'jose';
import { defaultClientIds, defaultConfig, type PartialConfig } from '../src/index.js';
import { read, requestToken } from './support/client.js';
import { start } from './support/running-emulator.js';

const { api, daemon } = defaultClientIds;

const configOf = (provider: 'entra' | 'external-id'): PartialConfig => ({
  provider,
  applications: defaultConfig.applications.map((application) => ({
    ...application,
    ownSigningKey: application.clientId === api,
  })),
});

async function kids(url: string): Promise<unknown[]> {
  const document = (await (await fetch(url)).json()) as { keys: { kid: unknown }[] };
  return document.keys.map(({ kid }) => kid);
}

describe.each(['entra', 'external-id'] as const)(
  'an application of %s with its own key',
  (provider) => {
    it('gets tokens signed with it, which only ?appid= lists', async () => {
      const emulator = await start({ config: configOf(provider) });
      const keysUrl = `${emulator.authority()}/discovery/v2.0/keys`;
      const token = await emulator.issueTestToken();
      const { kid } = read(token).header;
      expect(await kids(keysUrl)).not.toContain(kid);
      expect(await kids(`${keysUrl}?appid=${daemon}`)).toEqual(await kids(keysUrl));
      const listed = await kids(`${keysUrl}?appid=${api.toUpperCase()}`);
      expect(listed).toEqual([kid, ...(await kids(keysUrl))]);
      const keys = createRemoteJWKSet(new URL(`${keysUrl}?appid=${api}`));
      await jwtVerify(token, keys, { issuer: emulator.issuer, audience: api });
    });

    it('is told of them by the discovery document with ?appid=', async () => {
      const emulator = await start({ config: configOf(provider) });
      const document = (await (
        await fetch(`${emulator.discoveryUrl()}?appid=${api}`)
      ).json()) as Record<string, string>;
      expect(document['jwks_uri']).toBe(`${emulator.authority()}/discovery/v2.0/keys?appid=${api}`);
      expect(document['token_endpoint']).not.toContain('appid');
    });

    it('leaves the tokens of other audiences to the keys of the tenant', async () => {
      const emulator = await start({ config: configOf(provider) });
      const id = await emulator.issueTestToken({ kind: 'id', client: defaultClientIds.web });
      const keysUrl = `${emulator.authority()}/discovery/v2.0/keys`;
      expect(await kids(keysUrl)).toContain(read(id).header['kid']);
    });
  },
);

it('signs the tokens of the token endpoint with it, too', async () => {
  const emulator = await start({ config: configOf('entra') });
  const { body } = await requestToken(emulator, {
    grant_type: 'client_credentials',
    client_id: daemon,
    client_secret: 'local-daemon-client-secret',
    scope: `api://${api}/.default`,
  });
  const keysUrl = `${emulator.authority()}/discovery/v2.0/keys`;
  const { kid } = read(body['access_token']).header;
  expect(await kids(keysUrl)).not.toContain(kid);
  expect(await kids(`${keysUrl}?appid=${api}`)).toContain(kid);
});
