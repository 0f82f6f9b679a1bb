import type { PartialConfig } from '../src/index.js';
import { authorizeUrl, signIn } from './support/client.js';
import { start } from './support/running-emulator.js';
import { Visitor } from 'test-support';

const guid = 'c0a0c0a0-b2c0-4e00-8000-000000000001';
const domain = 'contoso.onmicrosoft.com';
const policy = 'b2c_1_signupsignin';
const document = '.well-known/openid-configuration';

async function discover(config: PartialConfig, path: string) {
  const emulator = await start({ config });
  const response = await fetch(`${emulator.httpOrigin}/${path}`);
  expect(response.status).toBe(200);
  const found = (await response.json()) as Record<string, string>;
  return { emulator, found };
}

describe('an unversioned discovery document', () => {
  it.each<[string, PartialConfig, string, string, string]>([
    ['B2C', {}, `${domain}/${policy}/${document}`, `/${domain}/${policy}/`, ''],
    ['B2C, ?p=', {}, `${guid}/${document}?p=${policy}`, `/${guid}/`, `?p=${policy}`],
    ['B2C, tfp', {}, `tfp/${domain}/${policy}/${document}`, `/tfp/${domain}/${policy}/`, ''],
    ['Entra ID', { provider: 'entra' }, `${domain}/${document}`, `/${domain}/`, ''],
    ['Entra ID, common', { provider: 'entra' }, `common/${document}`, '/common/', ''],
    ['External ID', { provider: 'external-id' }, `${guid}/${document}`, `/${guid}/`, ''],
  ])('of %s leads to unversioned endpoints that answer', async (_, config, path, prefix, query) => {
    const { emulator, found } = await discover(config, path);
    const at = (tail: string) => `${emulator.httpOrigin}${prefix}${tail}${query}`;
    expect(found).toMatchObject({
      authorization_endpoint: at('oauth2/authorize'),
      token_endpoint: at('oauth2/token'),
      end_session_endpoint: at('oauth2/logout'),
      jwks_uri: at('discovery/keys'),
    });
    const keys = (await (await fetch(found['jwks_uri'] ?? '')).json()) as { keys: unknown[] };
    expect(keys.keys).toHaveLength(1);
    expect((await fetch(found['end_session_endpoint'] ?? '')).status).toBe(200);
  });

  it.each<[PartialConfig, string, string]>([
    [{}, `${domain}/${policy}/${document}`, `https://localhost:8443/${guid}/v2.0/`],
    [{ provider: 'entra' }, `${domain}/${document}`, `https://sts.windows.net/${guid}/`],
    [{ provider: 'entra' }, `common/${document}`, 'https://sts.windows.net/{tenantid}/'],
    [
      { provider: 'external-id' },
      `${domain}/${document}`,
      `https://${guid}.ciamlogin.com/${guid}/`,
    ],
  ])('of %j at %s has the issuer %s', async (config, path, issuer) => {
    expect((await discover(config, path)).found['issuer']).toBe(issuer);
  });
});

it('signs out at the unversioned logout endpoint', async () => {
  const emulator = await start();
  const visitor = new Visitor({ within: emulator.httpOrigin });
  await signIn(visitor, await visitor.open(authorizeUrl(emulator)));
  const silent = async () => (await visitor.open(authorizeUrl(emulator, { prompt: 'none' }))).url;
  expect((await silent()).searchParams.has('code')).toBe(true);
  await visitor.open(`/${domain}/${policy}/oauth2/logout`);
  expect((await silent()).searchParams.get('error')).toBe('interaction_required');
});

it.each(['/nothing', `/${domain}/b2c_1_unknown/oauth2/v2.0/token`])(
  'answers a POST to %s with 404 in JSON',
  async (path) => {
    const { httpOrigin } = await start();
    const response = await fetch(httpOrigin + path, { method: 'POST', body: 'a=b' });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: 'not_found' });
  },
);
