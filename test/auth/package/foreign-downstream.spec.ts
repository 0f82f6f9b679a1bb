import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startEmulator, type Emulator } from 'azure-ad-b2c-emulator';
import { ForeignProject } from './support/foreign-project.js';
import { pack, readmeBlocks, remove, type Tarball } from './support/tarball.js';

const tasks = '11111111-1111-4111-8111-111111111111';
const tenant = '33333333-3333-4333-8333-333333333333';
const graphId = '22222222-2222-4222-8222-222222222222';
const client = '44444444-4444-4444-8444-444444444444';

let tarball: Tarball;
let emulator: Emulator;
let graph: Server;
let project: ForeignProject;
let origin: string;

/** Says who called, and for which API the token is. */
function startGraph(): Server {
  return createServer(({ headers, url }, response) => {
    const [, payload = ''] = (headers.authorization ?? '').split('.');
    const { aud, name } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
      readonly aud: string;
      readonly name: string;
    };
    response.end(JSON.stringify({ aud, name, url }));
  }).listen(0, '127.0.0.1');
}

beforeAll(async () => {
  tarball = await pack();
  const readme = await readmeBlocks(tarball);
  emulator = await startEmulator({
    httpsPort: 0,
    config: {
      provider: 'entra',
      tenant: { name: 'contoso', id: tenant },
      applications: [
        {
          name: 'Reports',
          clientId: tasks,
          appIdUri: `api://${tasks}`,
          secrets: ['secret'],
          scopes: ['reports.read', 'reports.write'],
          permissions: [{ resource: graphId, scopes: ['Calendars.Read'] }],
        },
        {
          name: 'Graph',
          clientId: graphId,
          appIdUri: 'https://graph.microsoft.com',
          scopes: ['Calendars.Read'],
        },
        {
          name: 'Client',
          clientId: client,
          secrets: ['secret'],
          permissions: [{ resource: tasks, scopes: ['reports.read', 'reports.write'] }],
        },
      ],
    },
  });
  graph = startGraph();
  await once(graph, 'listening');
  project = await ForeignProject.create(tarball.path, {
    type: 'module',
    dependencies: {
      '@nestjs/common': '^12',
      '@nestjs/core': '^12',
      '@nestjs/passport': '^12',
      '@nestjs/platform-express': '^12',
      '@nestjs/swagger': '^12',
      '@azure/msal-node': '^7',
      'reflect-metadata': '^0.2',
      rxjs: '^7',
    },
    devDependencies: {},
    files: new Map([
      ['src/app.module.ts', readme.get('src/app-downstream.module.ts') ?? ''],
      ['src/main.ts', readme.get('src/main.ts') ?? ''],
    ]),
  });
  const authority = join(project.folder, 'authority.pem');
  await writeFile(authority, emulator.caCertificate ?? '');
  origin = await project.start({
    AUTHORITY_HOST: emulator.httpsOrigin ?? '',
    NODE_EXTRA_CA_CERTS: authority,
    GRAPH_URL: `http://127.0.0.1:${(graph.address() as AddressInfo).port}`,
    CLIENT_SECRET: 'secret',
  });
});
afterAll(async () => {
  await project?.remove();
  graph?.close();
  await emulator?.close();
  await remove(tarball);
});

const get = async (scopes: string[], options: object = {}) => {
  const token = await emulator.issueTestToken({ client, resource: tasks, scopes, ...options });
  return fetch(`${origin}/events`, { headers: { authorization: `Bearer ${token}` } });
};

it('calls the other API for the caller', async () => {
  const answer = await get(['reports.read']);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({
    aud: graphId,
    name: 'Demo Person',
    url: '/v1.0/me/events',
  });
});

it('calls nothing for whoever has no token, or not the scope', async () => {
  expect((await fetch(`${origin}/events`)).status).toBe(401);
  expect((await get(['reports.read'], { key: 'foreign' })).status).toBe(401);
  expect((await get(['reports.write'])).status).toBe(403);
});

it('documents what the route needs', async () => {
  const document = (await (await fetch(`${origin}/docs-json`)).json()) as {
    readonly paths: Readonly<Record<string, { readonly get: { readonly security: unknown } }>>;
  };
  expect(document.paths['/events']?.get.security).toEqual([{ accessToken: ['reports.read'] }]);
});

it('answers 503 while the provider does not answer the exchange', async () => {
  emulator.setBehaviour({ down: true });
  const answer = await get(['reports.read'], { claims: { acrs: ['c1'] } });
  expect(answer.status).toBe(503);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
});
