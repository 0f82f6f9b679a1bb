import { runExplain } from '../../src/explain/index.js';
import { appTokenOf, otherTenant } from '../support/entra-modes.js';
import { explained, explainedApi, guardReason } from '../support/explained.js';
import {
  audiences,
  keyIds,
  pairs,
  providerNames,
  ThreeProviders,
} from '../support/three-providers.js';

const three = ThreeProviders.use();

async function written(token: string | Promise<string>, ...flags: readonly string[]) {
  let output = '';
  await runExplain({
    args: [...flags, await token],
    readInput: () => Promise.resolve(''),
    loadApi: () => Promise.resolve(explainedApi(three.api)),
    colour: false,
    write: (text) => (output += text),
  });
  return output;
}

it.each(providerNames)('says that a token is of %s', async (provider) => {
  const token = await three.token(provider);
  const explanation = await explained(three.api, token);
  expect(explanation).toMatchObject({ verdict: 'acceptable', provider, isIssuer: true });
  expect(explanation.others?.map((other) => other.provider)).toEqual(
    providerNames.filter((name) => name !== provider),
  );
  expect(await written(token)).toContain(`This is a token of ${provider}.`);
});

it.each(pairs)('judges a token of %s by its own rules, with anything of %s in it', async (a, b) => {
  const tokens = [
    three.token(a, { aud: audiences[b] }),
    three.token(a, { ver: (await three.claimsOf(b))['ver'] }),
    three.token(a, {}, { signer: b }),
    three.token(a, {}, { signer: b, kid: keyIds[a] }),
  ];
  for (const token of tokens) {
    const { provider, reason } = await explained(three.api, token);
    expect({ provider, reason }).toEqual({
      provider: a,
      reason: await guardReason(three.api, token),
    });
  }
});

describe('if another provider had issued it', () => {
  const othersOf = async (token: Promise<string>) => {
    const { others = [] } = await explained(three.api, token);
    return Object.fromEntries(others.map((other) => [other.provider, other]));
  };

  it('says what would be wrong, by the names that the variables have there', async () => {
    const others = await othersOf(three.token('staff'));
    expect(others['new-customers']?.faults).toEqual([
      {
        code: 'audience',
        expected: `aud ${audiences['new-customers']} (NEW_CUSTOMERS_APP_CLIENT_ID)`,
        found: `aud "${audiences.staff}"`,
      },
    ]);
    expect(others['customers']?.faults.map(({ code }) => code)).toEqual([
      'audience',
      'version',
      'policy',
    ]);
  });

  it('says whether the owner would be the same', async () => {
    const others = await othersOf(three.token('customers'));
    // One tenant, in High Scale Compatibility mode.
    expect(others['new-customers']).toMatchObject({ isSameOwner: true });
    const formerObjectId = 'cccccccc-1111-4111-8111-111111111111';
    const moved = await othersOf(three.token('new-customers', { formerObjectId }));
    expect(moved['customers']).toMatchObject({ isSameOwner: false });
    expect(await written(three.token('customers'))).toMatch(
      /If new-customers had issued it, with the same claims:\n(.*\n)*? {2}what it reaches would be the same owner’s/,
    );
  });

  it('says which routes would be opened', async () => {
    const app = appTokenOf(three.providers.staff);
    const others = await othersOf(app);
    // In B2C, this is not how an application's permissions look.
    expect(others['customers']?.routes).toContainEqual({ route: 'GET /tasks', opens: false });
    expect(others['new-customers']?.routes).toEqual([]);
  });
});

it('says of a token of nobody which it is most like, with the reason that the guard gives', async () => {
  const token = await three.token('staff', {
    iss: `https://login.microsoftonline.com/${otherTenant}/v2.0`,
    tid: otherTenant,
  });
  expect(await explained(three.api, token)).toMatchObject({
    provider: 'staff',
    isIssuer: false,
    reason: 'issuer',
  });
  expect(await guardReason(three.api, token)).toBe('issuer');
  expect(await written(token)).toContain(
    'This is a token of none of the providers (customers, new-customers, staff).',
  );
});

it('says that it does not know whose it is, offline', async () => {
  expect(await written(three.token('staff'), '--no-fetch')).toContain(
    'It is not known whose token this is. It is checked as one of staff.',
  );
});

it('gives advice about the variables of the provider', async () => {
  const { checks } = await explained(three.api, three.token('customers', { aud: 'x', tfp: 'x' }));
  const advice = checks.flatMap(({ cure }) => cure ?? []).join('\n');
  expect(advice).toContain('CUSTOMERS_APP_CLIENT_ID');
  expect(advice).toContain('CUSTOMERS_AUTH_POLICY_NAME');
  expect(advice).not.toMatch(/(?<!CUSTOMERS_)\b(APP_CLIENT_ID|AUTH_POLICY_NAME)/);
});

it('prints nothing of the person', async () => {
  const output = await written(three.token('new-customers'));
  for (const secret of ['Ada', 'ada@contoso', 'a3b1f0a4']) {
    expect(output).not.toContain(secret);
  }
});
