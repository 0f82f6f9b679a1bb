import tls from 'node:tls';
import { Controller, Get, type INestApplication } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { startEmulator, type Emulator } from 'azure-ad-b2c-emulator';
import {
  AuthModule,
  b2c,
  entraId,
  externalId,
  RequireAccess,
  type ProviderOptions,
} from '../../src/auth/index.js';
import {
  DownstreamApi,
  DownstreamModule,
  OnBehalfOf,
  type CallContext,
  type DownstreamOptions,
} from '../../src/auth/downstream/index.js';
import {
  calendar,
  CalendarApi,
  claimsIn,
  client,
  configOf,
  other,
  stepUp,
  tasks,
} from './support/calendar-api.js';

const scopes = [`api://${calendar}/calendar.read`];
const calendarApi = new CalendarApi();

@Controller()
class TasksController {
  constructor(private readonly downstream: DownstreamApi) {}

  @Get('calendar')
  @RequireAccess({ scopes: ['tasks.read'], appPermissions: ['Tasks.Read.All'] })
  async calendar(@OnBehalfOf() call: CallContext): Promise<unknown> {
    return (await this.downstream.fetch(call, calendarApi.url, { scopes })).json();
  }

  @Get('ungranted')
  async ungranted(@OnBehalfOf() call: CallContext): Promise<unknown> {
    return this.downstream.token(call, { scopes: [`api://${calendar}/calendar.write`] });
  }
}

async function startTasksApi(
  provider: ProviderOptions,
  options: Pick<DownstreamOptions, 'maxTokens' | 'timeoutMs'> = {},
) {
  const testing = await Test.createTestingModule({
    imports: [
      AuthModule.forRoot({ providers: [provider] }),
      DownstreamModule.forRoot({
        credentials: { [provider.name]: { clientSecret: 'secret' } },
        ...options,
      }),
    ],
    controllers: [TasksController],
  }).compile();
  const app = testing.createNestApplication(new ExpressAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  return app;
}

const kinds = {
  entra: ({ config, httpsOrigin }: Emulator) =>
    entraId({ tenantId: config.tenant.id, audience: tasks, authorityHost: httpsOrigin }),
  'external-id': ({ config, httpsOrigin }: Emulator) =>
    externalId({
      tenantName: config.tenant.name,
      tenantId: config.tenant.id,
      audience: tasks,
      authorityHost: httpsOrigin,
    }),
  'entra, many tenants': ({ config, httpsOrigin }: Emulator) =>
    entraId({
      tenantId: 'organizations',
      allowedTenants: [config.tenant.id],
      audience: tasks,
      authorityHost: httpsOrigin,
    }),
};

const publicAuthorities = tls.getCACertificates('bundled');
let emulator: Emulator;
let app: INestApplication;

async function start(kind: 'b2c' | 'entra' | 'external-id'): Promise<void> {
  emulator = await startEmulator({ httpsPort: 0, config: configOf(kind) });
  // Without those of the emulators before, in other files too: authorities of one name are taken for each other.
  tls.setDefaultCACertificates([...publicAuthorities, emulator.caCertificate ?? '']);
}

const get = async (path: string, options: object = {}) => {
  const token = await emulator.issueTestToken({ client, resource: tasks, ...options });
  const headers = { authorization: `Bearer ${token}` };
  return fetch(`${await app.getUrl()}/${path}`, { headers });
};

beforeAll(() => calendarApi.start());
afterAll(() => calendarApi.close());
beforeEach(() => {
  calendarApi.wantsStepUp = false;
  calendarApi.tokens.length = 0;
});

/** As the guard answers while there are no keys: the caller has done nothing wrong. */
const unavailable = {
  status: 503,
  retryAfter: expect.stringMatching(/^[1-9]\d*$/) as string,
  challenge: null,
  message: expect.stringContaining('the identity provider does not answer') as string,
};

async function outcomeOf(answer: Response) {
  const { message } = (await answer.json()) as { readonly message?: string };
  const { status, headers } = answer;
  return {
    status,
    retryAfter: headers.get('retry-after'),
    challenge: headers.get('www-authenticate'),
    message,
  };
}

describe.each(Object.entries(kinds))('on behalf of, with %s', (name, provider) => {
  beforeAll(async () => {
    await start(name === 'external-id' ? name : 'entra');
    app = await startTasksApi(provider(emulator), { maxTokens: 2, timeoutMs: 1_000 });
  });
  afterAll(async () => {
    await app.close();
    await emulator.close();
  });

  it('calls the other API for the caller, with a token of that API', async () => {
    const answer = await get('calendar');
    expect(answer.status).toBe(200);
    const [{ oid } = { oid: undefined }] = calendarApi.tokens.map(claimsIn);
    expect(await answer.json()).toEqual({ oid, aud: calendar });
    expect(oid).toBe(emulator.users()[0]?.id);
  });

  it('keeps the token for the person, and for nobody else', async () => {
    await get('calendar');
    await get('calendar');
    const [first, second] = calendarApi.tokens;
    expect(second).toBe(first);
    expect((await get('calendar', { user: other.email })).status).toBe(200);
    expect((await get('calendar', { claims: { acrs: ['c1'] } })).status).toBe(200);
    expect(new Set(calendarApi.tokens).size).toBe(3);
  });

  it('hands a claims challenge of the other API to a caller that can answer it', async () => {
    calendarApi.wantsStepUp = true;
    const refused = await get('calendar', { claims: { xms_cc: ['cp1'] } });
    expect(refused.status).toBe(401);
    const challenge = refused.headers.get('www-authenticate') ?? '';
    expect(challenge).toContain('error="insufficient_claims"');
    const [, claims = ''] = /claims="([^"]+)"/.exec(challenge) ?? [];
    expect(atob(claims)).toBe(stepUp);
    expect((await get('calendar')).status).toBe(403);
    const stronger = { claims: { acrs: ['c1'], xms_cc: ['cp1'] } };
    expect((await get('calendar', stronger)).status).toBe(200);
  });

  describe('while the provider is out', () => {
    afterEach(() => void emulator.setBehaviour({ down: false, failWith: null, delayMs: 0 }));

    const outages = [{ down: true }, { failWith: 500 }, { failWith: 429 }, { delayMs: 30_000 }];
    it.each(outages)('answers 503 with the time to wait: %j', async (outage) => {
      // A sign-in of its own, for which there is no token yet.
      const person = { claims: { acrs: [JSON.stringify(outage)] } };
      emulator.setBehaviour(outage);
      expect(await outcomeOf(await get('calendar', person))).toEqual(unavailable);
      emulator.setBehaviour({ down: false, failWith: null, delayMs: 0 });
      expect((await get('calendar', person)).status).toBe(200);
    });

    it('goes on calling for those whose token it has', async () => {
      await get('calendar');
      emulator.setBehaviour({ down: true });
      expect((await get('calendar')).status).toBe(200);
    });

    it('answers 503 where the other API wants a stronger sign-in, too', async () => {
      await get('calendar');
      calendarApi.wantsStepUp = true;
      emulator.setBehaviour({ down: true });
      const answer = await get('calendar', { claims: { xms_cc: ['cp1'] } });
      expect(await outcomeOf(answer)).toEqual(unavailable);
    });
  });

  it('does not call for an application, behind which there is nobody', async () => {
    expect((await get('calendar', { kind: 'application' })).status).toBe(500);
    expect(calendarApi.tokens).toEqual([]);
  });

  it('gets no scope that was not granted', async () => {
    expect((await get('ungranted')).status).toBe(500);
  });
});

it('says that B2C has no such flow', async () => {
  await start('b2c');
  const { config, httpOrigin } = emulator;
  const provider = b2c({
    tenantName: config.tenant.name,
    policies: config.policies.map(({ id }) => id),
    audience: tasks,
    authorityHost: httpOrigin,
  });
  const errors: string[] = [];
  app = await startTasksApi(provider);
  app.useLogger({
    log: () => undefined,
    warn: () => undefined,
    error: (error: unknown) => errors.push(String(error)),
  });
  expect((await get('calendar')).status).toBe(500);
  expect(errors.join()).toContain('Azure AD B2C has no on-behalf-of flow');
  await app.close();
  await emulator.close();
});
