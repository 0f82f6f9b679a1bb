import { defaultClientIds, type Emulator, type PartialConfig } from '../src/index.js';
import { authorizeUrl, read, redeem, requestToken, signIn } from './support/client.js';
import { start } from './support/running-emulator.js';
import { Visitor } from 'test-support';

const scope = `openid offline_access api://${defaultClientIds.api}/tasks.read`;
const config: PartialConfig = { provider: 'entra' };
const challenge = (context: string) =>
  JSON.stringify({ access_token: { acrs: { essential: true, value: context } } });

let emulator: Emulator;
beforeAll(async () => (emulator = await start({ config })));

/** Signs in once, then asks for an authentication context in the same browser. */
async function stepUp(claims: string) {
  const visitor = new Visitor({ within: emulator.httpOrigin });
  await signIn(visitor, await visitor.open(authorizeUrl(emulator, { scope })));
  const page = await visitor.open(authorizeUrl(emulator, { scope, claims }));
  return { visitor, page };
}

const codeOf = ({ searchParams }: URL) => searchParams.get('code') ?? '';

describe('a claims request for an authentication context', () => {
  it('is met by signing in again: the token then has acrs', async () => {
    const { visitor, page } = await stepUp(challenge('c1'));
    expect(page.url.pathname).toMatch(/\/sign-in$/);
    const { url } = await signIn(visitor, page);
    const { body } = await redeem(emulator, codeOf(url));
    expect(read(body['access_token']).claims['acrs']).toEqual(['c1']);
    expect(read(body['id_token']).claims).not.toHaveProperty('acrs');
  });

  it('is not met by a session alone', async () => {
    const { visitor } = await stepUp(challenge('c1'));
    const silent = await visitor.open(
      authorizeUrl(emulator, { scope, claims: challenge('c1'), prompt: 'none' }),
    );
    expect(silent.url.searchParams.get('error')).toBe('login_required');
  });

  it('is kept by a refresh token, which meets no other', async () => {
    const { visitor, page } = await stepUp(challenge('c1'));
    const { body } = await redeem(emulator, codeOf((await signIn(visitor, page)).url));
    const renew = (claims: string) =>
      requestToken(emulator, {
        grant_type: 'refresh_token',
        refresh_token: String(body['refresh_token']),
        claims,
      });
    const same = await renew(challenge('c1'));
    expect(read(same.body['access_token']).claims['acrs']).toEqual(['c1']);
    const other = await renew(challenge('c2'));
    expect(other.status).toBe(400);
    expect(other.body).toMatchObject({ error: 'interaction_required', claims: challenge('c2') });
    expect(other.body['error_description']).toMatch(/^AADSTS50076: /);
  });

  it('is not there without it, and capabilities are sent as the client has them', async () => {
    const { visitor, page } = await stepUp(challenge('c1'));
    await signIn(visitor, page);
    const claims = JSON.stringify({ access_token: { xms_cc: { values: ['cp1'] } } });
    const { url } = await visitor.open(authorizeUrl(emulator, { scope, claims }));
    const { body } = await redeem(emulator, codeOf(url));
    const token = read(body['access_token']).claims;
    expect(token).not.toHaveProperty('acrs');
    expect(token['xms_cc']).toEqual(['cp1']);
  });

  it.each(['{', '[]', '{"access_token":{"acrs":{"value":1}}}'])('cannot be %s', async (claims) => {
    const { page } = await stepUp(claims);
    expect(page.url.searchParams.get('error')).toBe('invalid_request');
  });

  it('is ignored by B2C', async () => {
    const b2c = await start();
    const visitor = new Visitor({ within: b2c.httpOrigin });
    await signIn(visitor, await visitor.open(authorizeUrl(b2c)));
    const { url } = await visitor.open(authorizeUrl(b2c, { claims: challenge('c1') }));
    const { body } = await redeem(b2c, codeOf(url));
    expect(read(body['access_token']).claims).not.toHaveProperty('acrs');
  });
});
