import { Controller, Get, type INestApplication } from '@nestjs/common';
import {
  ClientProxyFactory,
  EventPattern,
  MessagePattern,
  Payload,
  Transport,
  type ClientProxy,
} from '@nestjs/microservices';
import { firstValueFrom } from 'rxjs';
import { freePort } from 'test-support';
import {
  CurrentCaller,
  Public,
  RequireAccess,
  type AuthOptions,
  type Caller,
} from '../../../src/auth/index.js';
import { startApplication, type TestApplication } from '../support/application.js';

const events: unknown[] = [];

@Controller('reports')
class ReportsController {
  @MessagePattern('reports.list')
  @RequireAccess({ scopes: ['reports.read'] })
  list(@CurrentCaller() caller: Caller, @Payload() { month }: { readonly month: string }): string {
    return `${month} of ${caller.name}`;
  }

  @MessagePattern('reports.unmarked')
  unmarked(): string {
    return 'for whoever has a token';
  }

  @MessagePattern('reports.public')
  @Public()
  all(): string {
    return 'for everybody';
  }

  @EventPattern('reports.changed')
  changed(@CurrentCaller() caller: Caller): void {
    events.push(caller.name);
  }

  @Get()
  overHttp(): string {
    return 'over HTTP';
  }
}

/** An application that answers both HTTP and messages over TCP. */
async function startHybrid(
  inheritAppConfig: boolean,
  auth?: Partial<AuthOptions>,
): Promise<TestApplication & { readonly client: ClientProxy }> {
  const options = { host: '127.0.0.1', port: await freePort() };
  const started = await startApplication({
    controllers: [ReportsController],
    auth,
    configure: async (app: INestApplication) => {
      app.connectMicroservice({ transport: Transport.TCP, options }, { inheritAppConfig });
      await app.startAllMicroservices();
    },
  });
  const client = ClientProxyFactory.create({ transport: Transport.TCP, options });
  const dispose = async () => {
    await client.close();
    await started[Symbol.asyncDispose]();
  };
  return { ...started, client, [Symbol.asyncDispose]: dispose };
}

describe.each([true, false])('a hybrid application with inheritAppConfig: %s', (inherits) => {
  let started: Awaited<ReturnType<typeof startHybrid>>;

  beforeAll(async () => {
    started = await startHybrid(inherits);
  });
  afterAll(() => started[Symbol.asyncDispose]());

  const send = (pattern: string, payload: object) =>
    firstValueFrom(started.client.send<unknown>(pattern, payload)).catch(
      (refusal: unknown) => refusal,
    );
  const auth = async (request: object = {}) => ({
    auth: { token: await started.provider.token({ scopes: ['reports.read'], ...request }) },
  });

  it('answers a message that carries a token with the scope', async () => {
    const payload = { ...(await auth()), month: 'May' };
    expect(await send('reports.list', payload)).toBe('May of Ada Lovelace');
    expect(await send('reports.public', {})).toBe('for everybody');
  });

  it('refuses a message without a valid token', async () => {
    const { provider } = started;
    const refusal = {
      status: 'error',
      statusCode: 401,
      message: 'Unauthorized. Access token is missing or invalid.',
    };
    for (const payload of [
      {},
      { token: await provider.token() },
      { auth: { token: await provider.expiredToken() } },
      { auth: { token: await provider.forgedToken() } },
    ]) {
      expect(await send('reports.unmarked', payload)).toMatchObject(refusal);
      expect(await send('reports.list', payload)).toMatchObject(refusal);
    }
    expect(await send('reports.unmarked', { auth: { token: 17 } })).toMatchObject({
      statusCode: 400,
    });
  });

  it('refuses a message whose token lacks the scope', async () => {
    const payload = await auth({ scopes: ['other'] });
    expect(await send('reports.unmarked', payload)).toBe('for whoever has a token');
    expect(await send('reports.list', payload)).toMatchObject({
      statusCode: 403,
      headers: { 'WWW-Authenticate': expect.stringContaining('insufficient_scope') as string },
    });
  });

  it('lets events pass that carry a token, and no others', async () => {
    await firstValueFrom(started.client.emit('reports.changed', {}), { defaultValue: null });
    await firstValueFrom(started.client.emit('reports.changed', await auth()), {
      defaultValue: null,
    });
    // Messages of one connection come in order: once this is answered, both events have been seen.
    await send('reports.public', {});
    expect(events.splice(0)).toEqual(['Ada Lovelace']);
  });

  it('guards the routes of the same controller as ever', async () => {
    const address = `http://127.0.0.1:${started.port}/reports`;
    expect((await fetch(address)).status).toBe(401);
    const { token } = (await auth()).auth;
    const headers = { authorization: `Bearer ${token}` };
    expect(await (await fetch(address, { headers })).text()).toBe('over HTTP');
  });
});

it('takes the token from where the application says', async () => {
  await using started = await startHybrid(false, {
    messageToken: (payload) => (payload as { readonly headers?: { jwt?: string } }).headers?.jwt,
  });
  const { client, provider } = started;
  const answer = client.send<unknown>('reports.unmarked', {
    headers: { jwt: await provider.token() },
  });
  expect(await firstValueFrom(answer)).toBe('for whoever has a token');
});
