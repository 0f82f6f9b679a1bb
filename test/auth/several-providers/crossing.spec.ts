import {
  audiences,
  issuers,
  keyIds,
  pairs,
  providerNames,
  ThreeProviders,
  type ProviderName,
} from '../../support/three-providers.js';

const three = ThreeProviders.use();
const outcomeOf = (token: Promise<string>) => three.outcomeOf(token);

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
    const token = three.token(one, {}, { signer: other });
    expect(await outcomeOf(token)).toBe(`unknown_key by ${one}`);
  });

  it(`with the key of ${other}, under the kid of ${one}`, async () => {
    const forged = { signer: other, kid: keyIds[one] };
    expect(await outcomeOf(three.token(one, {}, forged))).toBe(`signature by ${one}`);
  });

  it(`with the kid of ${other}, and its own key`, async () => {
    const mislabelled = { kid: keyIds[other] };
    expect(await outcomeOf(three.token(one, {}, mislabelled))).toBe(`unknown_key by ${one}`);
  });

  it(`with the version of ${other}`, async () => {
    const { ver } = await three.claimsOf(other);
    const outcome = await outcomeOf(three.token(one, { ver }));
    expect(outcome).toBe(
      ver === (await three.claimsOf(one))['ver']
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
    const token = three.sign(await three.claimsOf(other), { signer: one });
    expect(await outcomeOf(token)).toBe(`unknown_key by ${other}`);
  });

  it(`with all the claims of ${other} but its issuer`, async () => {
    const claims = { ...(await three.claimsOf(other)), iss: issuers[one], aud: audiences[one] };
    const outcome = await outcomeOf(three.sign(claims, { signer: one }));
    const refusals: Partial<Record<ProviderName, string>> = { customers: 'version' };
    const ownKind = one !== 'customers' && other !== 'customers';
    expect(outcome).toBe(`${ownKind ? 'accepted' : (refusals[one] ?? 'v1_token')} by ${one}`);
  });

  it(`with claims in which ${one} says what ${other} would`, async () => {
    // A policy says nothing outside B2C, and a tenant nothing new in B2C.
    const { tid } = await three.claimsOf(other);
    const said = one === 'customers' ? { tid } : { tfp: 'B2C_1_x' };
    expect(await outcomeOf(three.token(one, said))).toBe(`accepted by ${one}`);
  });
});

describe('the policy', () => {
  it.each(['staff', 'new-customers'] as const)('of B2C does not make up for %s', async (other) => {
    const { tid } = await three.claimsOf(other);
    const token = three.token('customers', { tfp: undefined, tid });
    expect(await outcomeOf(token)).toBe('policy by customers');
    const named = three.token(other, { iss: 'https://evil.example/', tfp: 'B2C_1_signupsignin' });
    expect(await outcomeOf(named)).toBe('issuer');
  });
});

describe('the token of an application', () => {
  it.each(providerNames)('of %s has its permissions', async (provider) => {
    const token = three.sign(await three.appClaimsOf(provider), { signer: provider });
    expect((await three.call(token)).body).toMatchObject({
      provider,
      isApp: true,
      appPermissions: ['Tasks.Read.All'],
    });
    expect(await three.statusOf(token, '/tasks')).toBe(200);
  });

  it.each(pairs)('of %s is nobody at %s', async (one, other) => {
    const claims = await three.appClaimsOf(one);
    const token = three.sign({ ...claims, aud: audiences[other] }, { signer: one });
    expect(await outcomeOf(token)).toBe(`audience by ${one}`);
    const foreign = three.sign(claims, { signer: other });
    expect(await outcomeOf(foreign)).toBe(`unknown_key by ${one}`);
  });

  it.each(['staff', 'new-customers'] as const)(
    'in the shape of B2C has no permission at %s, though B2C lists its client',
    async (provider) => {
      const { iss, aud, ver, tid } = await three.claimsOf(provider);
      const shape = await three.appClaimsOf('customers');
      const token = await three.sign({ ...shape, iss, aud, ver, tid }, { signer: provider });
      expect((await three.call(token)).body).toMatchObject({ isApp: false, appPermissions: [] });
      expect(await three.statusOf(token, '/tasks')).toBe(403);
    },
  );

  it.each(['staff', 'new-customers'] as const)(
    'in the shape of %s has no permission in B2C',
    async (provider) => {
      const { iss, aud, ver, tfp } = await three.claimsOf('customers');
      const claims = { ...(await three.appClaimsOf(provider)), iss, aud, ver, tfp };
      const key = { signer: 'customers' } as const;
      expect(await outcomeOf(three.sign(claims, key))).toBe('no_permission by customers');
      const scoped = { ...claims, scp: 'Tasks.Read.All' };
      expect((await three.call(three.sign(scoped, key))).body).toMatchObject({ isApp: false });
      expect(await three.statusOf(three.sign(scoped, key), '/tasks')).toBe(403);
    },
  );
});
