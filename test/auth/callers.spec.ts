import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Controller, Get } from '@nestjs/common';
import {
  AcceptProviders,
  AccessDenied,
  CurrentCaller,
  CurrentUser,
  Public,
  RequireGroups,
  type AuthOptions,
  type Caller,
  type RefusalEvent,
} from '../../src/auth/index.js';
import { createTestProvider } from '../../src/auth/testing/index.js';
import { startApplication, type TestApplication } from './support/application.js';

const group = '44444444-4444-4444-8444-444444444444';

@Controller()
class Handlers {
  @Get('custom')
  custom(@CurrentCaller() caller: Caller<{ readonly plan: string }>): object {
    return caller.custom;
  }

  @Get('user')
  user(@CurrentUser() user: object): object {
    return user;
  }

  @Get('group')
  @RequireGroups(group.toUpperCase())
  group(): object {
    return {};
  }

  @Get('staff')
  @AcceptProviders('staff')
  staff(): object {
    return {};
  }

  @Get('optional')
  @Public({ optionalCaller: true })
  optional(@CurrentCaller() caller: Caller | undefined): object {
    return { name: caller?.name ?? null };
  }
}

const start = (auth: Partial<AuthOptions> = {}) =>
  startApplication({ controllers: [Handlers], auth });

async function get({ port }: TestApplication, path: string, token?: string): Promise<Response> {
  const headers: HeadersInit = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return fetch(`http://127.0.0.1:${port}/${path}`, { headers });
}

describe('claims of the application’s own', () => {
  it('are read by its function into the caller', async () => {
    let calls = 0;
    await using app = await start({
      customClaims: ({ extension_Plan: plan }) => {
        calls++;
        return { plan };
      },
    });
    const token = await app.provider.token({ claims: { extension_Plan: 'gold' } });
    for (let round = 0; round < 3; round++) {
      expect(await (await get(app, 'custom', token)).json()).toEqual({ plan: 'gold' });
    }
    // When it is verified, and when it comes from the cache for the first time.
    expect(calls).toBe(2);
    const forged = await app.provider.forgedToken({ claims: { extension_Plan: 'gold' } });
    expect((await get(app, 'custom', forged)).status).toBe(401);
    expect(calls).toBe(2);
  });
});

describe('the user of the application', () => {
  it('is loaded for a caller with a valid token, and found by the handlers', async () => {
    const loaded: unknown[] = [];
    await using app = await start({
      loadUser: async ({ objectId }) => {
        loaded.push(objectId);
        return Promise.resolve({ id: objectId, plan: 'gold' });
      },
    });
    const token = await app.provider.token({ id: 'grace' });
    for (let round = 0; round < 2; round++) {
      const answer = await get(app, 'user', token);
      expect(await answer.json()).toEqual({ id: 'grace', plan: 'gold' });
    }
    expect((await get(app, 'user', await app.provider.forgedToken())).status).toBe(401);
    expect((await get(app, 'user')).status).toBe(401);
    expect(loaded).toEqual(['grace', 'grace']);
  });

  it('may be refused with a reason', async () => {
    const events: RefusalEvent[] = [];
    await using app = await start({
      onRefusal: (event) => events.push(event),
      loadUser: () => {
        throw new AccessDenied('account_locked', 'Your account is locked.');
      },
    });
    const answer = await get(app, 'user', await app.provider.token());
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({ statusCode: 403, message: 'Your account is locked.' });
    expect(answer.headers.get('www-authenticate')).toBeNull();
    expect(events).toEqual([
      { statusCode: 403, reason: 'account_locked', hint: undefined, provider: 'b2c' },
    ]);
  });

  it('makes a 500 of what goes wrong otherwise, and lets nobody pass', async () => {
    await using app = await start({
      loadUser: () => Promise.reject(new Error('database is down')),
    });
    const answer = await get(app, 'user', await app.provider.token());
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('database');
  });
});

describe('groups', () => {
  const tokens = (app: TestApplication) => ({
    member: app.provider.token({ claims: { groups: [group] } }),
    other: app.provider.token({ claims: { groups: ['55555555-4444-4444-8444-444444444444'] } }),
    none: app.provider.token(),
    overage: app.provider.token({ claims: { _claim_names: { groups: 'src1' } } }),
  });

  it('let members pass, and say of others why not', async () => {
    const reasons: string[] = [];
    await using app = await start({ onRefusal: ({ reason }) => reasons.push(reason) });
    const { member, other, none, overage } = tokens(app);
    expect((await get(app, 'group', await member)).status).toBe(200);
    for (const token of [other, none, overage]) {
      const answer = await get(app, 'group', await token);
      expect(answer.status).toBe(403);
      expect(answer.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    }
    expect(reasons).toEqual(['insufficient_group', 'insufficient_group', 'group_overage']);
  });

  it('are asked for where a token cannot name them, and only there', async () => {
    const asked: unknown[] = [];
    await using app = await start({
      loadGroups: ({ objectId }) => {
        asked.push(objectId);
        return objectId === 'ada' ? [group] : [];
      },
    });
    const claims = { _claim_names: { groups: 'src1' } };
    expect((await get(app, 'group', await app.provider.token({ id: 'ada', claims }))).status).toBe(
      200,
    );
    expect((await get(app, 'group', await app.provider.token({ id: 'bob', claims }))).status).toBe(
      403,
    );
    expect((await get(app, 'group', await tokens(app).other)).status).toBe(403);
    expect((await get(app, 'custom', await app.provider.token({ claims }))).status).toBe(200);
    expect(asked).toEqual(['ada', 'bob']);
  });
});

it('accepts further audiences of a provider, each alone', async () => {
  await using provider = await createTestProvider();
  const audiences = ['api://reports'];
  await using app = await start({ providers: [{ ...provider.options, audiences }] });
  const statusOf = async (aud: unknown) =>
    (await get(app, 'custom', await provider.token({ claims: { aud } }))).status;
  expect(await statusOf('api://reports')).toBe(200);
  expect(await statusOf(provider.options.audience)).toBe(200);
  expect(await statusOf('api://other')).toBe(401);
  expect(await statusOf(['api://reports', provider.options.audience])).toBe(401);
});

it('accepts tokens of one provider on a route that says so', async () => {
  await using staff = await createTestProvider({ kind: 'entra' });
  await using customers = await createTestProvider();
  await using app = await start({
    providers: [customers.options, { ...staff.options, name: 'staff' }],
  });
  expect((await get(app, 'staff', await staff.token())).status).toBe(200);
  const refused = await get(app, 'staff', await customers.token());
  expect(refused.status).toBe(403);
  // Where one would have to sign in instead.
  expect(refused.headers.get('www-authenticate')).toContain(staff.origin);
  expect((await get(app, 'custom', await customers.token())).status).toBe(200);
  expect((await get(app, 'staff')).status).toBe(401);
});

it('knows an optional caller of a public route, and refuses a token that is not valid', async () => {
  await using app = await start();
  expect(await (await get(app, 'optional')).json()).toEqual({ name: null });
  const known = await get(app, 'optional', await app.provider.token());
  expect(await known.json()).toEqual({ name: 'Ada Lovelace' });
  expect(known.headers.get('cache-control')).toBe('no-store');
  expect((await get(app, 'optional', await app.provider.expiredToken())).status).toBe(401);
  expect((await get(app, 'optional', 'a b')).status).toBe(400);
});

it('tells listeners of the diagnostics channel of refusals, with nothing of the token', async () => {
  const events: unknown[] = [];
  const listen = (event: unknown) => events.push(event);
  subscribe('nestjs-azure-auth:refusal', listen);
  await using app = await start();
  const token = await app.provider.expiredToken();
  await get(app, 'custom', token);
  await get(app, 'custom');
  unsubscribe('nestjs-azure-auth:refusal', listen);
  expect(events).toEqual([
    { statusCode: 401, reason: 'expired', hint: undefined, provider: 'b2c' },
    { statusCode: 401, reason: 'no_credentials', hint: undefined, provider: undefined },
  ]);
});
