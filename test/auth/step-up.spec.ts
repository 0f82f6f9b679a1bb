import { Controller, Delete, Get } from '@nestjs/common';
import { RequireAccess, RequireAuthContext } from '../../src/auth/index.js';
import { createTestProvider, type TestProviderOptions } from '../../src/auth/testing/index.js';
import { startApplication } from './support/application.js';

@Controller('reports')
class ReportsController {
  @Get()
  list(): object {
    return {};
  }

  @Delete()
  @RequireAccess({ scopes: ['reports.write'] })
  @RequireAuthContext('c1')
  deleteAll(): object {
    return {};
  }
}

/** An application that trusts a provider of this kind alone. */
async function start(kind: NonNullable<TestProviderOptions['kind']>) {
  const provider = await createTestProvider({ kind });
  const started = await startApplication({
    controllers: [ReportsController],
    auth: { providers: [provider.options] },
  });
  const send = async (method: string, claims: object, scopes = ['reports.write']) => {
    const token = await provider.token({ scopes, claims: { ...claims } });
    const headers = { authorization: `Bearer ${token}` };
    return fetch(`http://127.0.0.1:${started.port}/reports`, { method, headers });
  };
  const dispose = async () => {
    await started[Symbol.asyncDispose]();
    await provider.close();
  };
  return { provider, send, [Symbol.asyncDispose]: dispose };
}

describe.each(['entra', 'external-id'] as const)('with tokens of %s', (kind) => {
  it('lets sign-ins pass that satisfied the context', async () => {
    await using app = await start(kind);
    expect((await app.send('DELETE', { acrs: ['c1'], xms_cc: ['cp1'] })).status).toBe(200);
    expect((await app.send('DELETE', { acrs: ['c2', 'c1'] })).status).toBe(200);
  });

  it('challenges a client that can answer, in the form that clients of Microsoft know', async () => {
    await using app = await start(kind);
    for (const acrs of [undefined, [], ['c2'], 'c11', ['C1']]) {
      const answer = await app.send('DELETE', { acrs, xms_cc: ['cp1'] });
      expect(answer.status).toBe(401);
      const { audience, authorizationUrl } = app.provider.options;
      const claims = Buffer.from('{"access_token":{"acrs":{"essential":true,"value":"c1"}}}');
      expect(answer.headers.get('www-authenticate')).toBe(
        `Bearer realm="", authorization_uri="${authorizationUrl}", client_id="${audience}", ` +
          `error="insufficient_claims", claims="${claims.toString('base64')}"`,
      );
    }
    expect((await app.send('GET', { xms_cc: ['cp1'] })).status).toBe(200);
  });

  it('tells a client nothing that it could not answer', async () => {
    await using app = await start(kind);
    for (const capabilities of [undefined, [], ['cp2']]) {
      const answer = await app.send('DELETE', { xms_cc: capabilities });
      expect(answer.status).toBe(403);
      expect(answer.headers.get('www-authenticate')).not.toContain('claims=');
    }
  });

  it('lets nobody sign in again for what they have no scope for', async () => {
    await using app = await start(kind);
    const answer = await app.send('DELETE', { xms_cc: ['cp1'] }, ['reports.read']);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('www-authenticate')).toContain('scope=');
  });
});

describe('without an id of its own, on a route', () => {
  @Controller('archive')
  class ArchiveController {
    @Delete()
    @RequireAuthContext()
    deleteAll(): object {
      return {};
    }
  }

  it.each([
    [undefined, 200],
    ['c2', 403],
    ['c1', 200],
  ])('requires that of the options, if any: %s', async (stepUpContext, status) => {
    const controllers = [ArchiveController];
    await using provider = await createTestProvider({ kind: 'entra' });
    const auth = { providers: [provider.options], stepUpContext };
    await using app = await startApplication({ controllers, auth });
    const token = await provider.token({ claims: { acrs: ['c1'] } });
    const headers = { authorization: `Bearer ${token}` };
    const url = `http://127.0.0.1:${app.port}/archive`;
    expect((await fetch(url, { method: 'DELETE', headers })).status).toBe(status);
  });
});

it('lets nobody pass with a token of B2C, which has no such contexts', async () => {
  await using app = await start('b2c');
  expect((await app.send('DELETE', {})).status).toBe(403);
});
