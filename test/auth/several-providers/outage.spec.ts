import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Api } from '../../support/api.js';
import { ScriptedProvider, sendJson } from '../../support/scripted-provider.js';
import { createToken } from '../../support/token-maker.js';
import {
  issuers,
  providerNames,
  ThreeProviders,
  type ProviderName,
} from '../../support/three-providers.js';

const three = ThreeProviders.use();
let started: Api | undefined;
let faulty: Server | undefined;

afterEach(async () => {
  await started?.close();
  started = undefined;
  faulty?.closeAllConnections();
  await new Promise((resolve) => (faulty ? faulty.close(resolve) : resolve(undefined)));
  faulty = undefined;
});

async function startFaulty(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  faulty = server;
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

/** Starts an API that finds something else where one of its providers should be. */
async function startWith(faultyProvider: ProviderName, origin: string): Promise<Api> {
  const prefix = faultyProvider.toUpperCase().replaceAll('-', '_');
  started = await three.startApi({ [`${prefix}_AUTHORITY_HOST`]: origin });
  return started.whenReady();
}

const statusAt = async (api: Api, provider: ProviderName) =>
  (await api.call('/me', { token: three.token(provider) })).status;

/** The status for a token of each provider. */
async function statusesAt(api: Api) {
  const statuses = providerNames.map(async (name) => [name, await statusAt(api, name)] as const);
  return Object.fromEntries(await Promise.all(statuses));
}

const allButOne = (one: ProviderName, status: number) =>
  Object.fromEntries(providerNames.map((name) => [name, name === one ? status : 200]));

describe.each(providerNames)('%s', (provider) => {
  it('down from the start: the others serve and the API is ready', async () => {
    // Nothing listens on port 1.
    const api = await startWith(provider, 'http://localhost:1');
    expect(await statusesAt(api)).toEqual(allButOne(provider, 503));
    // Nobody waits for a provider whose token it cannot be.
    const foreign = { iss: 'https://evil.example/', tfp: 'none', tid: undefined };
    const answer = await api.call('/me', { token: three.token('staff', foreign) });
    expect(answer.status).toBe(401);
  });

  it('hanging: tokens of the others are answered while it still hangs', async () => {
    const unanswered = new Set<ServerResponse>();
    const origin = await startFaulty((request, response) => {
      unanswered.add(response);
      request.socket.once('close', () => unanswered.delete(response));
    });
    const api = await startWith(provider, origin);
    const others = providerNames.filter((name) => name !== provider);
    for (const other of others) {
      expect(await statusAt(api, other)).toBe(200);
    }
    expect(unanswered.size).toBe(1);
  });

  it.each<[what: string, listener: RequestListener]>([
    ['failing', (_request, response) => response.writeHead(500).end()],
    ['with metadata of nobody', sendJson({ issuer: 'https://evil.example/' })],
    ['with metadata that is no document', (_request, response) => response.end('<html>')],
  ])('%s: the others serve', async (_what, listener) => {
    const api = await startWith(provider, await startFaulty(listener));
    expect(await statusesAt(api)).toEqual(allButOne(provider, 503));
  });
});

it('down later: nothing changes for anybody, as long as its keys are kept', async () => {
  started = await (await three.startApi()).whenAllKeysAreThere();
  three.providers.customers.goDown();
  expect(await statusesAt(started)).toEqual(allButOne('customers', 200));
  // A key that is not known could be new, which nobody can say now.
  const token = three.token('customers', {}, { kid: 'unknown' });
  const answer = await started.call('/me', { token });
  expect(answer.status).toBe(503);
  expect(await statusesAt(started)).toEqual(allButOne('customers', 200));
  three.providers.customers.comeBack();
});

it('recovers without a restart', async () => {
  three.providers.customers.goDown();
  started = await (await three.startApi()).whenReady();
  expect(await statusAt(started, 'customers')).toBe(503);
  three.providers.customers.comeBack();
  while ((await statusAt(started, 'customers')) !== 200) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(await statusesAt(started)).toEqual(allButOne('customers', 200));
});

it('keeps a later provider unusable that announces the issuer of an earlier one', async () => {
  const scripted = await ScriptedProvider.start();
  scripted.policy().issuer = issuers.staff;
  const withoutExternalId = Object.keys(three.environment())
    .filter((name) => name.startsWith('NEW_CUSTOMERS_'))
    .map((name) => [name, ''] as const);
  const api = await three.startApi({
    ...Object.fromEntries(withoutExternalId),
    IDENTITY_PROVIDERS: 'staff,customers',
    CUSTOMERS_AUTHORITY_HOST: scripted.origin,
  });
  started = api;
  await api.whenReady();
  const isReported = () =>
    api.log.some(({ msg }) => String(msg).includes('customers announces the same issuer as staff'));
  while (!isReported()) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(await statusAt(api, 'staff')).toBe(200);
  const token = createToken(scripted.policy());
  expect((await api.call('/me', { token })).status).toBe(401);
  await scripted.close();
});
