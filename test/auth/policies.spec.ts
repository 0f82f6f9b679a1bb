import { Api } from '../support/api.js';
import { tenantId } from '../support/key-server.js';
import { expectAccepted, expectRefused } from '../support/refusals.js';
import { useRunningApi } from '../support/running-api.js';
import { createToken } from '../support/token-maker.js';

const [signIn, edit] = ['B2C_1_signupsignin', 'B2C_1_editprofile'] as const;
const running = useRunningApi({ policies: [signIn, edit] });

const token = (policy: string, claims: Record<string, unknown> = {}) =>
  createToken(running.keyServer.policy(policy), { claims });

it('accepts tokens of every listed policy', async () => {
  await expectAccepted(running, token(signIn));
  await expectAccepted(running, token(edit));
});

it.each(['b2c_1_signupsignin', 'B2C_1_SIGNUPSIGNIN'])('accepts tfp %j, whatever its case', (tfp) =>
  expectAccepted(running, token(signIn, { tfp })),
);

it('accepts acr where there is no tfp, as old settings of a tenant send it', () =>
  expectAccepted(running, token(signIn, { tfp: undefined, acr: signIn.toLowerCase() })));

it('accepts both when they agree', () =>
  expectAccepted(running, token(signIn, { acr: signIn.toUpperCase() })));

it.each([
  { tfp: undefined },
  { tfp: null },
  { tfp: '' },
  { tfp: 1 },
  { tfp: [signIn] },
  { tfp: 'B2C_1_resetpassword' },
  { tfp: `${signIn} ` },
  { tfp: '__proto__' },
  { tfp: undefined, acr: 'B2C_1_resetpassword' },
  { tfp: undefined, acr: 1 },
  { tfp: signIn, acr: edit },
  { tfp: signIn, acr: null },
  { tfp: null, acr: signIn },
  { tfp: 'B2C_1_resetpassword', acr: signIn },
])('refuses %j', (claims) => expectRefused(running, token(signIn, claims), 'policy'));

it('refuses a token of one policy that says it is of another: the key is not that one’s', async () => {
  const { api } = running;
  expect((await api.call('/me', { token: token(edit, { tfp: signIn }) })).status).toBe(401);
});

it('refuses an unlisted policy although the provider publishes it', async () => {
  const api = await Api.start(running.keyServer, { AUTH_POLICY_NAME: signIn });
  await expectRefused({ ...running, api: await api.whenReady() }, token(edit), 'policy');
  await api.close();
});

describe('where issuers name the policy', () => {
  const issuerOf = (policy: string) =>
    `https://contoso.b2clogin.com/tfp/${tenantId}/${policy.toLowerCase()}/v2.0/`;
  let api: Api;

  beforeAll(async () => {
    const { keyServer } = running;
    for (const name of [signIn, edit]) {
      keyServer.policy(name).issuer = issuerOf(name);
    }
    api = await Api.start(keyServer, { AUTH_POLICY_NAME: `${signIn},${edit}` });
    await api.whenReady();
  });
  afterAll(() => api.close());

  it('accepts for each policy its own issuer only', async () => {
    await expectAccepted({ ...running, api }, token(signIn));
    await expectAccepted({ ...running, api }, token(edit));
    const mixed = token(signIn, { iss: issuerOf(edit) });
    await expectRefused({ ...running, api }, mixed, 'issuer');
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
