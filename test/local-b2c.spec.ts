import { defaultClientIds, defaultSecrets, demoUser } from 'azure-ad-b2c-emulator';
import { useLocalSetUp } from './support/local-set-up.js';

const running = useLocalSetUp();
const prefix = `https://contoso.onmicrosoft.com/${defaultClientIds.api}`;

const statusFor = async (token: string) => (await running.api.call('/tasks', { token })).status;

it.each(['B2C_1_signupsignin', 'B2C_1_editprofile'])(
  'accepts what the local B2C issues for %s',
  async (policy) => {
    const token = await running.emulator.issueTestToken({ policy });
    const { status, body } = await running.api.call('/me', { token });
    expect(status).toBe(200);
    expect(body).toMatchObject({ policy, emails: [demoUser.email], tenant: expect.any(String) });
  },
);

it('refuses its tokens when anything is wrong with them', async () => {
  const { emulator } = running;
  expect(await statusFor(await emulator.issueTestToken())).toBe(200);
  expect(await statusFor(await emulator.issueTestToken({ key: 'foreign' }))).toBe(401);
  expect(await statusFor(await emulator.issueTestToken({ expiresInSeconds: -300 }))).toBe(401);
  expect(await statusFor(await emulator.issueTestToken({ dropClaims: ['tfp'] }))).toBe(401);
  expect(await statusFor(await emulator.issueTestToken({ policy: 'B2C_1_resetpassword' }))).toBe(
    401,
  );
  expect(await statusFor(await emulator.issueTestToken({ kind: 'id' }))).toBe(401);
  expect(await statusFor(await emulator.issueTestToken({ scopes: ['tasks.write'] }))).toBe(403);
});

it('follows its keys when they are rotated', async () => {
  const { emulator } = running;
  const old = await emulator.issueTestToken();
  expect(await statusFor(old)).toBe(200);
  await emulator.rotateKeys();
  expect(await statusFor(await emulator.issueTestToken())).toBe(200);
  expect(await statusFor(old)).toBe(200);
});

it('takes the permissions of a daemon from scp, where B2C writes them', async () => {
  const { emulator, api } = running;
  const answer = await fetch(`${emulator.authority()}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: defaultClientIds.daemon,
      client_secret: defaultSecrets.daemon,
      scope: `${prefix}/.default`,
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  expect((await api.call('/me', { token })).body).toMatchObject({
    client: defaultClientIds.daemon,
    appPermissions: ['Tasks.Read.All', 'Tasks.ReadWrite.All'],
    isApp: true,
  });
  expect(await statusFor(token)).toBe(200);
});
