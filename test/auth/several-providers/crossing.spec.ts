import { appClaims } from '../../support/entra-server.js';
import {
  audiences,
  clients,
  issuers,
  pairs,
  providerNames,
  ThreeProviders,
  type ProviderName,
} from '../../support/three-providers.js';

const three = ThreeProviders.use();
const outcomeOf = (token: string) => three.outcomeOf(token);

it.each(providerNames)('accepts a token of %s as its own', async (provider) => {
  expect(await outcomeOf(three.token(provider))).toBe(`accepted by ${provider}`);
});

/** The issuer of one decides who judges; what the other does with its own tokens changes nothing. */
describe.each(pairs)('a token of %s', (one, other) => {
  it(`with the audience of ${other}`, async () => {
    const token = three.token(one, { aud: audiences[other] });
    expect(await outcomeOf(token)).toBe(`audience by ${one}`);
  });

  it(`with the audiences of both`, async () => {
    const token = three.token(one, { aud: [audiences[one], audiences[other]] });
    expect(await outcomeOf(token)).toBe(`audience by ${one}`);
  });

  it(`with the key of ${other}`, async () => {
    const token = three.token(one, {}, three.keyOf(other));
    expect(await outcomeOf(token)).toBe(`unknown_key by ${one}`);
  });

  it(`with the key of ${other}, under the kid of ${one}`, async () => {
    const forged = { ...three.keyOf(other), kid: three.keyOf(one).kid };
    expect(await outcomeOf(three.token(one, {}, forged))).toBe(`signature by ${one}`);
  });

  it(`with the kid of ${other}, and its own key`, async () => {
    const mislabelled = { ...three.keyOf(one), kid: three.keyOf(other).kid };
    expect(await outcomeOf(three.token(one, {}, mislabelled))).toBe(`unknown_key by ${one}`);
  });

  it(`with the version of ${other}`, async () => {
    const ver = three.claimsOf(other)['ver'];
    const outcome = await outcomeOf(three.token(one, { ver }));
    expect(outcome).toBe(
      ver === three.claimsOf(one)['ver']
        ? `accepted by ${one}`
        : `${one === 'customers' ? 'version' : 'v1_token'} by ${one}`,
    );
  });

  it(`with the issuer of ${other}`, async () => {
    const outcome = await outcomeOf(three.token(one, { iss: issuers[other] }));
    // The claims of the one never pass by the rules of the other.
    expect(outcome).toMatch(new RegExp(`^(audience|tenant|v1_token) by ${other}$`));
  });

  it(`with all the claims of ${other}`, async () => {
    const token = three.sign(three.claimsOf(other), three.keyOf(one));
    expect(await outcomeOf(token)).toBe(`unknown_key by ${other}`);
  });

  it(`with all the claims of ${other} but its issuer`, async () => {
    const claims = { ...three.claimsOf(other), iss: issuers[one], aud: audiences[one] };
    const outcome = await outcomeOf(three.sign(claims, three.keyOf(one)));
    const refusals: Partial<Record<ProviderName, string>> = { customers: 'version' };
    const ownKind = one !== 'customers' && other !== 'customers';
    expect(outcome).toBe(`${ownKind ? 'accepted' : (refusals[one] ?? 'v1_token')} by ${one}`);
  });

  it(`with claims in which ${one} says what ${other} would`, async () => {
    // A policy says nothing outside B2C, and a tenant nothing new in B2C.
    const said = one === 'customers' ? { tid: three.claimsOf(other)['tid'] } : { tfp: 'B2C_1_x' };
    expect(await outcomeOf(three.token(one, said))).toBe(`accepted by ${one}`);
  });
});

describe('the policy', () => {
  it.each(['staff', 'new-customers'] as const)('of B2C does not make up for %s', async (other) => {
    const token = three.token('customers', { tfp: undefined, tid: three.claimsOf(other)['tid'] });
    expect(await outcomeOf(token)).toBe('policy by customers');
    const named = three.token(other, { iss: 'https://evil.example/', tfp: 'B2C_1_signupsignin' });
    expect(await outcomeOf(named)).toBe('issuer');
  });
});

describe('the token of an application', () => {
  const b2cApp = () => {
    const {
      oid: _oid,
      name: _name,
      emails: _emails,
      nonce: _nonce,
      ...claims
    } = three.claimsOf('customers');
    return { ...claims, sub: clients.app, azp: clients.app, scp: 'Tasks.Read.All' };
  };
  const entraApp = (provider: 'staff' | 'new-customers') => ({
    ...appClaims(provider === 'staff' ? 'one tenant' : 'External ID'),
    aud: audiences[provider],
    azp: clients.app,
  });
  const ownApp = (provider: ProviderName) =>
    provider === 'customers' ? b2cApp() : entraApp(provider);

  it.each(providerNames)('of %s has its permissions', async (provider) => {
    const token = three.sign(ownApp(provider), three.keyOf(provider));
    expect((await three.call(token)).body).toMatchObject({
      provider,
      isApp: true,
      appPermissions: ['Tasks.Read.All'],
    });
    expect(await three.statusOf(token, '/tasks')).toBe(200);
  });

  it.each(pairs)('of %s is nobody at %s', async (one, other) => {
    const token = three.sign({ ...ownApp(one), aud: audiences[other] }, three.keyOf(one));
    expect(await outcomeOf(token)).toBe(`audience by ${one}`);
    const foreign = three.sign(ownApp(one), three.keyOf(other));
    expect(await outcomeOf(foreign)).toBe(`unknown_key by ${one}`);
  });

  it.each(['staff', 'new-customers'] as const)(
    'in the shape of B2C has no permission at %s, though B2C lists its client',
    async (provider) => {
      const { iss, aud, ver, tid } = three.claimsOf(provider);
      const token = three.sign({ ...b2cApp(), iss, aud, ver, tid }, three.keyOf(provider));
      expect((await three.call(token)).body).toMatchObject({ isApp: false, appPermissions: [] });
      expect(await three.statusOf(token, '/tasks')).toBe(403);
    },
  );

  it.each(['staff', 'new-customers'] as const)(
    'in the shape of %s has no permission in B2C',
    async (provider) => {
      const { iss, aud, ver, tfp } = three.claimsOf('customers');
      const claims = { ...entraApp(provider), iss, aud, ver, tfp };
      const key = three.keyOf('customers');
      expect(await outcomeOf(three.sign(claims, key))).toBe('no_permission by customers');
      const scoped = { ...claims, scp: 'Tasks.Read.All' };
      expect((await three.call(three.sign(scoped, key))).body).toMatchObject({ isApp: false });
      expect(await three.statusOf(three.sign(scoped, key), '/tasks')).toBe(403);
    },
  );
});
