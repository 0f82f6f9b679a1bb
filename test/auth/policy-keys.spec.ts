import { Api } from '../support/api.js';
import { tenantId } from '../support/provider.js';
import { expectAccepted, expectRefused } from '../support/refusals.js';
import { ScriptedProvider } from '../support/scripted-provider.js';
import { createToken } from '../support/token-maker.js';

// Custom policies may have keys of their own, and a tenant may be set to name the policy in issuers.
const [signIn, edit] = ['B2C_1_signupsignin', 'B2C_1_editprofile'] as const;
let provider: ScriptedProvider;
let api: Api;

beforeEach(async () => {
  provider = await ScriptedProvider.start(signIn, edit);
});
afterEach(async () => {
  await api.close();
  await provider.close();
});

const startApi = async () => {
  api = await Api.start(provider, { AUTH_POLICY_NAME: `${signIn},${edit}` });
  await api.whenReady();
};
const token = (policy: string, claims: Record<string, unknown> = {}) =>
  createToken(provider.policy(policy), { claims });

it('accepts for each policy its own keys', async () => {
  await startApi();
  await expectAccepted({ api }, token(signIn));
  await expectAccepted({ api }, token(edit));
});

it('refuses a token of one policy that says it is of another: the key is not that one’s', async () => {
  await startApi();
  await expectRefused({ api, provider }, token(edit, { tfp: signIn }), 'signature');
});

describe('where issuers name the policy', () => {
  const issuerOf = (policy: string) =>
    `https://contoso.b2clogin.com/tfp/${tenantId}/${policy.toLowerCase()}/v2.0/`;

  beforeEach(async () => {
    for (const name of [signIn, edit]) {
      provider.policy(name).issuer = issuerOf(name);
    }
    await startApi();
  });

  it('accepts for each policy its own issuer only', async () => {
    await expectAccepted({ api }, token(signIn));
    await expectAccepted({ api }, token(edit));
    const mixed = token(signIn, { iss: issuerOf(edit) });
    await expectRefused({ api, provider }, mixed, 'issuer');
  });

  it('shows one person the same tasks, whichever policy they signed in with', async () => {
    const created = await api.call('/tasks', {
      method: 'POST',
      token: token(signIn),
      body: { title: 'Seen from both' },
    });
    const path = created.headers.get('location') ?? '';
    expect((await api.call(path, { token: token(edit) })).body).toEqual(created.body);
  });
});
