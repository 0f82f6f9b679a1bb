import { Api } from '../support/api.js';
import { audience, clientId, policyName, tenantId } from '../support/provider.js';
import { expectAccepted, expectRefused } from '../support/refusals.js';
import { useRunningApi } from '../support/running-api.js';

const running = useRunningApi();
const token = (claims: Record<string, unknown>) => running.provider.token({ claims });
const now = () => Math.floor(Date.now() / 1000);
/** Beyond the tolerance of 60 seconds, with a margin for a slow test. */
const skew = 60;
const margin = 20;

describe('the issuer', () => {
  const other = '0d7a1f4e-5a63-4b1c-9c40-8a1b6a2f9e77';
  it.each([
    undefined,
    null,
    1,
    '',
    [`https://contoso.b2clogin.com/${tenantId}/v2.0/`],
    `https://contoso.b2clogin.com/${tenantId}/v2.0`,
    `https://contoso.b2clogin.com/${tenantId}/V2.0/`,
    `http://contoso.b2clogin.com/${tenantId}/v2.0/`,
    `https://contoso.b2clogin.com.evil.example/${tenantId}/v2.0/`,
    `https://contoso.b2clogin.com/${other}/v2.0/`,
    `https://contoso.b2clogin.com/tfp/${tenantId}/b2c_1_signupsignin/v2.0/`,
    `https://login.microsoftonline.com/${tenantId}/v2.0`,
  ])('refuses iss %j', (iss) => expectRefused(running, token({ iss }), 'issuer'));
});

describe('the audience', () => {
  it.each([audience, [audience]])('accepts aud %j', (aud) =>
    expectAccepted(running, token({ aud })),
  );

  it.each([
    undefined,
    null,
    1,
    '',
    clientId,
    [],
    [clientId],
    [audience, clientId],
    [audience, audience],
    [[audience]],
    { 0: audience },
    `${audience} ${clientId}`,
    audience.replace('1', '2'),
    `https://contoso.onmicrosoft.com/${audience}`,
    '00000003-0000-0000-c000-000000000000',
  ])('refuses aud %j', (aud) => expectRefused(running, token({ aud }), 'audience'));

  it('refuses the ID token of a sign-in, which is for the client', () => {
    const idToken = {
      aud: clientId,
      auth_time: now(),
      at_hash: 'aGFzaA',
      scp: undefined,
      azp: undefined,
    };
    return expectRefused(running, token(idToken), 'audience');
  });
});

describe('the version', () => {
  it.each([undefined, null, 1, '2.0', '1', '', ['1.0']])('refuses ver %j', (ver) =>
    expectRefused(running, token({ ver }), 'version'),
  );
});

describe('the expiry', () => {
  it.each([undefined, null, '', '9999999999', true, [9999999999], {}, 1e300])(
    'refuses exp %j',
    (exp) => expectRefused(running, token({ exp }), 'expiry_missing'),
  );

  it('accepts a token within the tolerance and refuses it after', async () => {
    await expectAccepted(running, token({ exp: now() - skew + margin }));
    await expectRefused(running, token({ exp: now() - skew }), 'expired');
    await expectRefused(running, token({ exp: 0 }), 'expired');
    await expectRefused(running, token({ exp: -1 }), 'expired');
  });
});

describe.each([
  ['nbf', 'not_yet_valid'],
  ['iat', 'issued_in_future'],
])('%s', (claim, reason) => {
  it('may be missing', () => expectAccepted(running, token({ [claim]: undefined })));

  it.each([null, '', '0', true, [0], {}, 1e300])('is refused as %j', (value) =>
    expectRefused(running, token({ [claim]: value }), reason),
  );

  it('may be ahead by the tolerance and no more', async () => {
    await expectAccepted(running, token({ [claim]: now() + skew - margin }));
    await expectRefused(running, token({ [claim]: now() + skew + margin }), reason);
  });
});

describe('the subject', () => {
  it.each([
    { sub: undefined, oid: undefined },
    { sub: null },
    { sub: '' },
    { sub: 1 },
    { sub: ['a'] },
    { sub: 'a'.repeat(256) },
    { sub: 'a\u0000b' },
    { sub: 'a\ud800' },
    { oid: null },
    { oid: '' },
    { oid: 1 },
    { oid: {} },
  ])('refuses %j', (claims) => expectRefused(running, token(claims), 'subject'));

  it.each([
    { sub: undefined },
    { oid: undefined },
    { sub: 'a'.repeat(255) },
    { oid: 'any text; even "this" — 日本' },
  ])('accepts %j', (claims) => expectAccepted(running, token(claims)));
});

describe('the tenant', () => {
  it('accepts a tid that is the issuer’s', () =>
    expectAccepted(running, token({ tid: tenantId.toUpperCase() })));

  it.each([null, 1, '', '0d7a1f4e-5a63-4b1c-9c40-8a1b6a2f9e77'])('refuses tid %j', (tid) =>
    expectRefused(running, token({ tid }), 'tenant'),
  );
});

describe('a key that the token is bound to', () => {
  it.each([{ jkt: 'thumbprint' }, {}, null])('refuses cnf %j', (cnf) =>
    expectRefused(running, token({ cnf }), 'key_bound'),
  );
});

describe('the tolerance', () => {
  it('can be none', async () => {
    const api = await Api.start(running.provider, { CLOCK_SKEW_SECONDS: '0' });
    const strict = { ...running, api: await api.whenReady() };
    await expectAccepted(strict, token({}));
    await expectRefused(strict, token({ exp: now() }), 'expired');
    await api.close();
  });
});

describe('TENANT_ID', () => {
  it('refuses tokens of another tenant, whatever the discovery document announces', async () => {
    const TENANT_ID = '0d7a1f4e-5a63-4b1c-9c40-8a1b6a2f9e77';
    const api = await Api.start(running.provider, { TENANT_ID });
    await expectRefused({ ...running, api: await api.whenReady() }, token({}), 'issuer');
    await api.close();
  });

  it('accepts tokens of that tenant, however it is spelled', async () => {
    const api = await Api.start(running.provider, { TENANT_ID: tenantId.toUpperCase() });
    await expectAccepted({ ...running, api: await api.whenReady() }, token({}));
    await api.close();
  });
});

describe('what a caller is told of itself', () => {
  it('is what the token says', async () => {
    const { api } = running;
    const exp = now() + 600;
    const { body } = await api.call('/me', { token: token({ exp, roles: ['auditor', 7] }) });
    expect(body).toEqual({
      subject: 'a3b1f0a4-6a34-4c2c-9c55-0d4f4c1f2b11',
      objectId: 'a3b1f0a4-6a34-4c2c-9c55-0d4f4c1f2b11',
      tenant: tenantId,
      name: 'Ada Lovelace',
      emails: ['ada@contoso.example'],
      scopes: ['tasks.read', 'tasks.write'],
      roles: ['auditor'],
      appPermissions: [],
      isApp: false,
      groups: [],
      groupOverage: false,
      client: clientId,
      provider: 'b2c',
      policy: policyName,
      expiry: new Date(exp * 1000).toISOString(),
    });
  });

  it('is nothing where the token says nothing or nonsense', async () => {
    const { api } = running;
    const claims = { name: 1, emails: { 0: 'a@b' }, roles: 'x', azp: undefined, oid: undefined };
    const { body } = await api.call('/me', { token: token(claims) });
    expect(body).toMatchObject({
      objectId: null,
      name: null,
      emails: [],
      roles: [],
      client: null,
    });
  });
});

describe('a value that is the same for everybody', () => {
  const placeholders = [
    'Not supported currently. Use oid claim.',
    'NOT SUPPORTED CURRENTLY. USE OID CLAIM.',
    ' Not supported currently ',
    '00000000-0000-0000-0000-000000000000',
  ];

  it.each(placeholders)('is no subject: %j', async (sub) => {
    await expectRefused(running, token({ sub, oid: undefined }), 'subject');
    await expectRefused(running, token({ sub: undefined, oid: sub }), 'subject');
    await expectRefused(running, token({ sub, oid: sub }), 'subject');
  });

  it.each(placeholders)('gives way to the object id: %j', async (sub) => {
    const { body } = await running.api.call('/me', { token: token({ sub, oid: 'somebody' }) });
    expect(body).toMatchObject({ subject: 'somebody', objectId: 'somebody' });
  });
});

describe('e-mail addresses', () => {
  it.each<[claims: Record<string, unknown>, emails: readonly string[]]>([
    [{ emails: ['a@b', 1] }, ['a@b']],
    [{ emails: 'a@b' }, ['a@b']],
    [{ emails: undefined, email: 'a@b' }, ['a@b']],
    [{ emails: undefined, email: ['a@b', 'c@d'] }, ['a@b', 'c@d']],
    [{ emails: [], email: 'a@b' }, ['a@b']],
    [{ emails: 7, email: { a: 'b' } }, []],
  ])('are read from %j', async (claims, emails) => {
    const { body } = await running.api.call('/me', { token: token(claims) });
    expect(body).toMatchObject({ emails });
  });
});

it('compares the audience as a GUID, whatever its case', async () => {
  const id = 'abcdefab-1111-4111-8111-abcdefabcdef';
  const api = await Api.start(running.provider, { APP_CLIENT_ID: id.toUpperCase() });
  const other = { ...running, api: await api.whenReady() };
  await expectAccepted(other, token({ aud: id }));
  await expectAccepted(other, token({ aud: [id.toUpperCase()] }));
  await expectRefused(other, token({ aud: `${id} ` }), 'audience');
  await api.close();
});
