import { homeTenant } from '../../support/entra-modes.js';
import { startProvider, tokenThatSays } from '../../support/provider.js';
import {
  audiences,
  clients,
  keyIds,
  providerNames,
  ThreeProviders,
} from '../../support/three-providers.js';
import { AuthStatistics } from '../../../src/auth/index.js';

const three = ThreeProviders.use({
  STAFF_ALLOWED_CLIENTS: clients.person,
  CUSTOMERS_FULL_ACCESS_SCOPE: 'user_impersonation',
});

const withoutOther = { azp: clients.app };

describe('what is set for one provider says nothing about another', () => {
  it('the clients that may call', async () => {
    expect(await three.outcomeOf(three.token('staff', withoutOther))).toBe('client by staff');
    expect(await three.statusOf(three.token('new-customers', withoutOther))).toBe(200);
    expect(await three.statusOf(three.token('customers', withoutOther))).toBe(200);
  });

  it('whether guests may call', async () => {
    expect(await three.outcomeOf(three.token('staff', { acct: 1 }))).toBe('guest by staff');
    expect(await three.statusOf(three.token('new-customers', { acct: 1 }))).toBe(200);
  });

  it('the scope that opens everything', async () => {
    const scp = 'user_impersonation';
    const statuses = providerNames.map((provider) =>
      three.statusOf(three.token(provider, { scp }), '/tasks'),
    );
    expect(await Promise.all(statuses)).toEqual([200, 403, 403]);
  });

  it('the claim that holds a former object id', async () => {
    expect(await three.statusOf(three.token('customers', { formerObjectId: 'x' }))).toBe(200);
    expect(await three.outcomeOf(three.token('new-customers', { formerObjectId: 'x' }))).toBe(
      'former_owner by new-customers',
    );
  });
});

it('challenges with the provider that the token came from, else with the first', async () => {
  const challengeOf = async (token?: Promise<string>) =>
    (await three.api.call('/tasks', { ...(token !== undefined && { token }) })).headers.get(
      'www-authenticate',
    );
  expect(await challengeOf()).toContain(`authorization_uri="${three.providers.customers.origin}/`);
  expect(await challengeOf(three.token('staff', { iss: 'https://evil.example/' }))).toContain(
    `authorization_uri="${three.providers.customers.origin}/`,
  );
  expect(await challengeOf(three.token('staff', { scp: 'other' }))).toContain(
    `scope="api://${audiences.staff}/tasks.read", authorization_uri="${three.providers.staff.origin}/`,
  );
  expect(await challengeOf(three.token('new-customers', { exp: 1 }))).toContain(
    `authorization_uri="${three.providers['new-customers'].origin}/`,
  );
});

describe('a remembered token', () => {
  const hits = () => three.api.nest.get(AuthStatistics).read().verifiedTokens.hits;

  it.each(providerNames)('of %s stays that of its provider', async (provider) => {
    const token = await three.token(provider);
    expect((await three.call(token)).body).toMatchObject({ provider });
    const before = hits();
    expect((await three.call(token)).body).toMatchObject({ provider });
    expect(hits()).toBe(before + 1);
  });

  it.each(providerNames)('of %s lends nothing to one with a signature of another', async (one) => {
    const token = await three.token(one);
    expect(await three.statusOf(token)).toBe(200);
    const [header, payload] = token.split('.');
    for (const other of providerNames.filter((name) => name !== one)) {
      const [, , signature] = (await three.token(one, {}, { signer: other })).split('.');
      expect(await three.outcomeOf(`${header}.${payload}.${signature}`)).toBe(
        `signature by ${one}`,
      );
    }
    expect(await three.statusOf(token)).toBe(200);
  });

  it('is forgotten with the key of its own provider, and not with that of another', async () => {
    const tokens = await Promise.all(providerNames.map((provider) => three.token(provider)));
    for (const token of tokens) {
      expect(await three.statusOf(token)).toBe(200);
    }
    await three.providers.customers.rotateKeys();
    expect(await three.statusOf(three.token('customers'))).toBe(200);
    const before = hits();
    expect(await Promise.all(tokens.map((token) => three.statusOf(token)))).toEqual([
      401, 200, 200,
    ]);
    expect(hits()).toBe(before + 2);
  });
});

describe('a key that one provider lists under the kid of another', () => {
  it('verifies its own tokens only', async () => {
    await using rogue = await startProvider({
      kind: 'external-id',
      tenantId: homeTenant,
      audience: audiences['new-customers'],
      keyId: keyIds.staff,
    });
    const variables = { NEW_CUSTOMERS_AUTHORITY_HOST: rogue.origin };
    const api = await (await three.startApi(variables)).whenAllKeysAreThere();
    expect(await three.outcomeOf(rogue.token(), api)).toBe('accepted by new-customers');
    const forged = tokenThatSays(rogue, await three.claimsOf('staff'));
    expect(await three.outcomeOf(forged, api)).toBe('signature by staff');
    expect(await three.outcomeOf(three.token('staff'), api)).toBe('accepted by staff');
    await api.close();
  });
});
