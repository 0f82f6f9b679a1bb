import { ConfidentialClientApplication, InteractionRequiredAuthError } from '@azure/msal-node';
import { defaultConfig, type Emulator, type PartialConfig } from '../../src/index.js';
import { read } from '../support/client.js';
import { networkClient } from '../support/msal-network.js';
import { start } from '../support/running-emulator.js';
import { trustingFetch } from '../support/trusting-fetch.js';

const tasks = 'd1111111-1111-4111-8111-111111111111';
const calendar = 'd2222222-2222-4222-8222-222222222222';
const client = 'd3333333-3333-4333-8333-333333333333';
const tenantId = defaultConfig.tenant.id;

/** A client calls the tasks API, which calls the calendar API for the same person. */
const configOf = (provider: 'b2c' | 'entra' | 'external-id'): PartialConfig => ({
  provider,
  applications: [
    {
      name: 'Tasks API',
      clientId: tasks,
      appIdUri: `api://${tasks}`,
      secrets: ['secret'],
      scopes: ['tasks.read'],
      appRoles: ['Tasks.Read.All'],
      permissions: [{ resource: calendar, scopes: ['calendar.read'] }],
    },
    {
      name: 'Calendar API',
      clientId: calendar,
      appIdUri: `api://${calendar}`,
      scopes: ['calendar.read', 'calendar.write'],
    },
    {
      name: 'Client',
      clientId: client,
      secrets: ['secret'],
      permissions: [{ resource: tasks, scopes: ['tasks.read'], roles: ['Tasks.Read.All'] }],
    },
  ],
});

function tasksApi(emulator: Emulator): ConfidentialClientApplication {
  const authority = emulator.authority();
  return new ConfidentialClientApplication({
    auth: {
      clientId: tasks,
      clientSecret: 'secret',
      authority,
      knownAuthorities: [new URL(authority).host, `${tenantId}.ciamlogin.com`],
    },
    system: { networkClient: networkClient(trustingFetch(emulator.caCertificate)) },
  });
}

const scopes = [`api://${calendar}/calendar.read`];

describe.each(['entra', 'external-id'] as const)('on behalf of, with %s', (provider) => {
  let emulator: Emulator;
  beforeAll(async () => (emulator = await start({ httpsPort: 0, config: configOf(provider) })));

  const caller = (options = {}) => emulator.issueTestToken({ client, resource: tasks, ...options });

  it('exchanges the token of a caller for one of the next API and the same person', async () => {
    const oboAssertion = await caller();
    const result = await tasksApi(emulator).acquireTokenOnBehalfOf({ oboAssertion, scopes });
    expect(read(result?.accessToken).claims).toMatchObject({
      aud: calendar,
      azp: tasks,
      scp: 'calendar.read',
      oid: read(oboAssertion).claims['oid'],
    });
  });

  it.each([
    ['was forged', { key: 'foreign' }],
    ['has expired', { expiresInSeconds: -1 }],
    ['is for another API', { resource: calendar, client: tasks }],
    ['is an application token', { kind: 'application' as const }],
    ['is an ID token', { kind: 'id' as const, client: tasks }],
  ])('refuses an assertion that %s', async (_, options) => {
    const oboAssertion = await caller(options);
    await expect(
      tasksApi(emulator).acquireTokenOnBehalfOf({ oboAssertion, scopes }),
    ).rejects.toMatchObject({
      errorCode: 'invalid_grant',
      errorMessage: expect.stringContaining('AADSTS500131'),
    });
  });

  it('gives no scope that the API was not granted', async () => {
    const oboAssertion = await caller();
    await expect(
      tasksApi(emulator).acquireTokenOnBehalfOf({
        oboAssertion,
        scopes: [`api://${calendar}/calendar.write`],
      }),
    ).rejects.toMatchObject({ errorCode: 'invalid_resource' });
  });

  it('hands a claims challenge back, which the caller meets by stepping up', async () => {
    const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } });
    const exchange = async (oboAssertion: string) =>
      tasksApi(emulator).acquireTokenOnBehalfOf({ oboAssertion, scopes, claims });
    const refused = await exchange(await caller()).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InteractionRequiredAuthError);
    expect(refused).toMatchObject({ claims });
    const result = await exchange(await caller({ claims: { acrs: ['c1'] } }));
    expect(read(result?.accessToken).claims['acrs']).toEqual(['c1']);
  });
});

it('does not exist with B2C', async () => {
  const emulator = await start({ httpsPort: 0, config: configOf('b2c') });
  const oboAssertion = await emulator.issueTestToken({ client, resource: tasks });
  await expect(
    tasksApi(emulator).acquireTokenOnBehalfOf({ oboAssertion, scopes }),
  ).rejects.toMatchObject({ errorCode: 'unsupported_grant_type' });
});
