import { Api } from '../support/api.js';
import { expectAccepted, expectRefused } from '../support/refusals.js';
import { useRunningApi } from '../support/running-api.js';

const [signIn, edit] = ['B2C_1_signupsignin', 'B2C_1_editprofile'] as const;
const running = useRunningApi({ policies: [signIn, edit] });

const token = (policy: string, claims: Record<string, unknown> = {}) =>
  running.provider.token({ policy, claims });

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

it('refuses an unlisted policy although the provider publishes it', async () => {
  const api = await Api.start(running.provider, { AUTH_POLICY_NAME: signIn });
  await expectRefused({ ...running, api: await api.whenReady() }, token(edit), 'policy');
  await api.close();
});
