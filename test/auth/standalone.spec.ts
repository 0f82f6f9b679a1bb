import { Controller, Get, Module, type INestApplication } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import {
  AuthModule,
  CurrentCaller,
  Public,
  RequireAccess,
  RequireRoles,
  type AuthOptions,
  type Caller,
} from '../../src/auth/index.js';
import { AUTH_OPTIONS } from '../../src/auth/internals.js';
import { createTestProvider, type TestProvider } from '../../src/auth/testing/index.js';
import { sendRaw } from '../support/raw-request.js';

@Controller('reports')
class ReportsController {
  @Get()
  @RequireAccess({ scopes: ['reports.read'] })
  list(@CurrentCaller() caller: Caller): string {
    return `reports of ${caller.name}`;
  }

  @Get('public')
  @Public()
  summary(): string {
    return 'for everybody';
  }

  @Get('audit')
  @RequireRoles('Reports.Auditor', 'Reports.Admin')
  audit(): string {
    return 'for people with a role';
  }

  @Get('unmarked')
  unmarked(): string {
    return 'for whoever has a token';
  }
}

@Controller('nightly')
@RequireAccess({ appPermissions: ['Reports.Read.All'] })
class NightlyController {
  @Get()
  list(): string {
    return 'for applications';
  }

  @Get('status')
  @Public()
  status(): string {
    return 'for everybody';
  }
}

@Controller('open')
@Public()
class OpenController {
  @Get()
  all(): string {
    return 'for everybody';
  }

  @Get('mine')
  @RequireAccess()
  mine(): string {
    return 'for whoever has a token';
  }

  @Get('reports')
  @RequireAccess({ scopes: ['reports.read'] })
  reports(): string {
    return 'for those with the scope';
  }

  @Get('audit')
  @RequireRoles('Reports.Auditor')
  audit(): string {
    return 'for people with a role';
  }

  @Get('undecided')
  @Public()
  @RequireAccess()
  undecided(): string {
    return 'contradicts itself';
  }
}

/** Another application: nothing of this project but the auth module. */
@Module({
  imports: [AuthModule.forRoot({ realm: 'overridden', providers: [], clockSkewSeconds: 0 })],
  controllers: [ReportsController, NightlyController, OpenController],
})
class ReportsModule {}

const adapters: Readonly<Record<string, () => AbstractHttpAdapter>> = {
  Fastify: () => new FastifyAdapter(),
  Express: () => new ExpressAdapter(),
};

describe.each(Object.entries(adapters))('on %s', (_adapter, createAdapter) => {
  let provider: TestProvider;
  let app: INestApplication;
  let origin: string;

  beforeAll(async () => {
    provider = await createTestProvider();
    const options: AuthOptions = {
      realm: 'reports',
      clockSkewSeconds: 60,
      // With nothing to say where people sign in, and what precedes a scope.
      providers: [{ ...provider.options, authorizationUrl: undefined, scopePrefix: undefined }],
    };
    const testing = await Test.createTestingModule({ imports: [ReportsModule] })
      .overrideProvider(AUTH_OPTIONS)
      .useValue(options)
      .compile();
    app = testing.createNestApplication(createAdapter(), { logger: false });
    await app.listen(0, '127.0.0.1');
    origin = await app.getUrl();
  });

  afterAll(async () => {
    await app.close();
    await provider.close();
  });

  const send = (path: string, token: string) =>
    fetch(origin + path, { headers: { authorization: `Bearer ${token}` } });

  const get = async (path: string, scp?: string, roles: readonly string[] = []) =>
    scp === undefined
      ? fetch(origin + path)
      : send(path, await provider.token({ scopes: [scp], roles }));

  it('protects the routes of an application that knows nothing but its options', async () => {
    expect(await (await get('/reports', 'reports.read')).text()).toBe('reports of Ada Lovelace');
    expect((await get('/reports/unmarked', 'other')).status).toBe(200);
    expect((await get('/reports/public')).status).toBe(200);
  });

  it('answers refusals with their challenges, whatever filter the application has', async () => {
    const none = await get('/reports');
    expect(none.status).toBe(401);
    expect(none.headers.get('www-authenticate')).toBe('Bearer realm="reports"');
    expect((await get('/reports/unmarked')).status).toBe(401);
    const poor = await get('/reports', 'other');
    expect(poor.status).toBe(403);
    expect(poor.headers.get('www-authenticate')).toBe(
      'Bearer realm="reports", error="insufficient_scope", scope="reports.read"',
    );
  });

  it('marks what it lets pass and what it refuses as not to be stored', async () => {
    for (const answer of [await get('/reports', 'reports.read'), await get('/reports')]) {
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('lets people with one of the roles of a route pass, and nobody else', async () => {
    expect((await get('/reports/audit', 'other', ['Reports.Auditor'])).status).toBe(200);
    for (const roles of [undefined, [], ['reports.auditor'], ['Reports.Reader']]) {
      const answer = await get('/reports/audit', 'Reports.Auditor', roles);
      expect(answer.status).toBe(403);
    }
    expect((await get('/reports/audit')).status).toBe(401);
  });

  const getAsApplication = async (path: string, permission: string) =>
    send(path, await provider.token({ application: true, appPermissions: [permission] }));

  it('keeps people out of what asks for the permission of an application alone', async () => {
    const answer = await get('/nightly', 'Reports.Read.All reports.read');
    expect(answer.status).toBe(403);
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer realm="reports", error="insufficient_scope"',
    );
    expect((await answer.json()) as object).toMatchObject({
      message: expect.stringContaining('Reports.Read.All'),
    });
    expect((await get('/nightly')).status).toBe(401);
    expect((await getAsApplication('/nightly', 'Reports.Write.All')).status).toBe(403);
    expect((await getAsApplication('/nightly', 'Reports.Read.All')).status).toBe(200);
  });

  it('opens a route of a closed controller, and closes one of an open controller', async () => {
    expect((await get('/nightly/status')).status).toBe(200);
    expect((await get('/open')).status).toBe(200);
    for (const path of ['/open/mine', '/open/reports', '/open/audit', '/open/undecided']) {
      expect((await get(path)).status).toBe(401);
    }
    expect((await get('/open/mine', 'other')).status).toBe(200);
    expect((await get('/open/reports', 'other')).status).toBe(403);
    expect((await get('/open/reports', 'reports.read')).status).toBe(200);
    expect((await get('/open/audit', 'other', ['Reports.Auditor'])).status).toBe(200);
  });

  it('refuses two Authorization headers, and a token in the address', async () => {
    const token = await provider.token();
    const field = `Authorization: Bearer ${token}`;
    const head = ['GET /reports/unmarked HTTP/1.1', 'Host: localhost', 'Connection: close'];
    const twice = await sendRaw(origin, [...head, field, field, '', ''].join('\r\n'));
    expect(twice.status).toBe(400);
    expect(twice.headers).toContain('error="invalid_request"');
    expect((await fetch(`${origin}/reports/unmarked?access_token=${token}`)).status).toBe(401);
    expect((await get('/reports/unmarked?access_token=abc', 'other')).status).toBe(400);
  });
});
