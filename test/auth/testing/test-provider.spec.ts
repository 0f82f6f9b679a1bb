import { Controller, Get, Module, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { ExpressAdapter } from '@nestjs/platform-express';
import {
  AuthModule,
  CurrentCaller,
  RequireAccess,
  SigningKeys,
  type Caller,
} from '../../../src/auth/index.js';
import {
  createTestProvider,
  type TestProvider,
  type TestProviderOptions,
} from '../../../src/auth/testing/index.js';

@Controller()
class ReportsController {
  @Get('caller')
  caller(@CurrentCaller() caller: Caller): Caller {
    return caller;
  }

  @Get('reports')
  @RequireAccess({ scopes: ['reports.read'], appPermissions: ['Reports.Read.All'] })
  reports(): string {
    return 'reports';
  }
}

/** An application that trusts test providers, and nobody else. */
async function startApplication(...providers: TestProvider[]): Promise<INestApplication> {
  @Module({
    imports: [AuthModule.forRoot({ providers: providers.map(({ options }) => options) })],
    controllers: [ReportsController],
  })
  class AppModule {}

  const testing = await Test.createTestingModule({ imports: [AppModule] }).compile();
  const app = testing.createNestApplication(new ExpressAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  return app;
}

async function get(app: INestApplication, path: string, token: string): Promise<Response> {
  const headers = { authorization: `Bearer ${token}` };
  return fetch((await app.getUrl()) + path, { headers });
}

const kinds: readonly NonNullable<TestProviderOptions['kind']>[] = ['b2c', 'entra', 'external-id'];

describe.each(kinds)('a test provider of kind %s', (kind) => {
  let provider: TestProvider;
  let app: INestApplication;

  beforeAll(async () => {
    provider = await createTestProvider({ kind });
    app = await startApplication(provider);
  });
  afterAll(async () => {
    await app.close();
    await provider.close();
  });

  const statusOf = async (path: string, token: Promise<string>) =>
    (await get(app, path, await token)).status;

  it('issues tokens that are valid when nothing else is asked for', async () => {
    const caller = (await (await get(app, '/caller', await provider.token())).json()) as Caller;
    expect(caller).toMatchObject({
      name: 'Ada Lovelace',
      emails: ['ada@contoso.example'],
      scopes: ['user_impersonation'],
      isApp: false,
      provider: kind,
    });
    expect(await statusOf('/reports', provider.token())).toBe(403);
  });

  it('issues what is asked for: scopes, a person, claims', async () => {
    const request = { scopes: ['reports.read'], id: 'grace', claims: { name: 'Grace Hopper' } };
    expect(await statusOf('/reports', provider.token(request))).toBe(200);
    const answer = await get(app, '/caller', await provider.token(request));
    expect(await answer.json()).toMatchObject({ objectId: 'grace', name: 'Grace Hopper' });
  });

  it('issues tokens to applications', async () => {
    const application = { application: true, appPermissions: ['Reports.Read.All'] };
    const answer = await get(app, '/caller', await provider.token(application));
    expect(await answer.json()).toMatchObject({
      isApp: true,
      appPermissions: ['Reports.Read.All'],
    });
    expect(await statusOf('/reports', provider.token(application))).toBe(200);
  });

  it('issues tokens that have expired, are forged, or of another tenant', async () => {
    const request = { scopes: ['reports.read'] };
    expect(await statusOf('/reports', provider.expiredToken(request))).toBe(401);
    expect(await statusOf('/reports', provider.forgedToken(request))).toBe(401);
    expect(await statusOf('/reports', provider.foreignToken(request))).toBe(401);
    expect(await statusOf('/reports', provider.token({ claims: { aud: 'other' } }))).toBe(401);
    expect(await statusOf('/reports', provider.token({ header: { alg: 'none' } }))).toBe(401);
  });

  it('replaces its key: new tokens are accepted at once, and no old one any more', async () => {
    const old = await provider.token();
    expect((await get(app, '/caller', old)).status).toBe(200);
    await provider.rotateKeys();
    expect(await statusOf('/caller', provider.token())).toBe(200);
    expect((await get(app, '/caller', old)).status).toBe(401);
  });

  it('goes down and comes back', async () => {
    provider.goDown();
    const late = await startApplication(provider);
    const token = await provider.token();
    expect((await get(late, '/caller', token)).status).toBe(503);
    provider.comeBack();
    while (late.get(SigningKeys).missing().length > 0) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect((await get(late, '/caller', token)).status).toBe(200);
    await late.close();
  });
});

it('accepts only the listed user flows of B2C', async () => {
  await using provider = await createTestProvider({ policies: ['B2C_1_one', 'B2C_1_two'] });
  const app = await startApplication(provider);
  for (const [policy, status] of [
    ['B2C_1_one', 200],
    ['b2c_1_TWO', 200],
    ['B2C_1_three', 401],
  ] as const) {
    expect((await get(app, '/caller', await provider.token({ policy }))).status).toBe(status);
  }
  await app.close();
});

describe('with many tenants', () => {
  const [home, partner] = [
    'aaaaaaaa-6a34-4c2c-9c55-0d4f4c1f2b11',
    'cccccccc-6a34-4c2c-9c55-0d4f4c1f2b11',
  ] as const;
  let provider: TestProvider;
  let app: INestApplication;

  beforeAll(async () => {
    provider = await createTestProvider({ kind: 'entra', allowedTenants: [home, partner] });
    app = await startApplication(provider);
  });
  afterAll(async () => {
    await app.close();
    await provider.close();
  });

  it('issues tokens of the first, and of each that is asked for', async () => {
    for (const [request, tenant] of [
      [{}, home],
      [{ tenantId: partner }, partner],
      [{ tenantId: partner, application: true, appPermissions: ['Reports.Read.All'] }, partner],
    ] as const) {
      const answer = await get(app, '/caller', await provider.token(request));
      expect(await answer.json()).toMatchObject({ tenant });
    }
  });

  it('issues tokens that are of none of them, or disagree on the tenant', async () => {
    const tenantId = 'dddddddd-6a34-4c2c-9c55-0d4f4c1f2b11';
    for (const token of [
      provider.foreignToken(),
      provider.token({ tenantId }),
      provider.token({ claims: { tid: partner } }),
    ]) {
      expect((await get(app, '/caller', await token)).status).toBe(401);
    }
  });
});

it('shows by equal key ids whether an application keeps the keys of two providers apart', async () => {
  const keyId = 'the-same';
  await using one = await createTestProvider({ keyId });
  await using two = await createTestProvider({ keyId, kind: 'entra' });
  const app = await startApplication(one, two);
  for (const provider of [one, two]) {
    const token = await provider.token();
    const [header = ''] = token.split('.');
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({ kid: keyId });
    expect((await get(app, '/caller', token)).status).toBe(200);
    expect((await get(app, '/caller', await provider.forgedToken())).status).toBe(401);
  }
  await one.rotateKeys();
  expect((await get(app, '/caller', await one.token())).status).toBe(200);
  await app.close();
});

it('lets two applications in one process trust two providers', async () => {
  await using one = await createTestProvider();
  await using two = await createTestProvider();
  const apps = await Promise.all([startApplication(one), startApplication(two)]);
  const statuses = await Promise.all(
    [one, two].flatMap((provider) =>
      apps.map(async (app) => (await get(app, '/caller', await provider.token())).status),
    ),
  );
  expect(statuses).toEqual([200, 401, 401, 200]);
  await Promise.all(apps.map((app) => app.close()));
});

it('starts in less than 50 ms', async () => {
  const times: number[] = [];
  for (let round = 0; round < 9; round++) {
    const before = performance.now();
    await using provider = await createTestProvider();
    times.push(performance.now() - before);
    // Otherwise the next one starts while this one still generates its key.
    await provider.token();
  }
  expect(times.toSorted((a, b) => a - b)[4]).toBeLessThan(50);
});
