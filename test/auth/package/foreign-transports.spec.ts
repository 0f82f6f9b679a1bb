import { freePort } from 'test-support';
import { createTestProvider, type TestProvider } from '../../../src/auth/testing/index.js';
import { ForeignProject, type ProjectDefinition } from './support/foreign-project.js';
import {
  askGraphql,
  askSocketIo,
  askTcp,
  askWs,
  type Address,
  type Outcome,
} from './support/owner-of-reports.js';
import { pack, readmeBlocks, remove, type Tarball } from './support/tarball.js';

let tarball: Tarball;
let readme: ReadonlyMap<string, string>;

beforeAll(async () => {
  tarball = await pack();
  readme = await readmeBlocks(tarball);
});
afterAll(() => remove(tarball));

const nest = (major: number, ...packages: readonly string[]) => ({
  'reflect-metadata': '^0.2',
  rxjs: '^7',
  ...Object.fromEntries(
    ['common', 'core', 'passport', 'swagger', ...packages].map((name) => [
      `@nestjs/${name}`,
      `^${major}`,
    ]),
  ),
});

/** A way to call, and a project of the README that answers. */
interface TestedTransport {
  readonly type: ProjectDefinition['type'];
  readonly dependencies: Readonly<Record<string, string>>;
  /** The blocks of the README that are the module and the program. */
  readonly module: string;
  readonly main: string;
  /** Whether the program serves an OpenAPI document. */
  readonly documents: boolean;
  /** Asks for the owner of the reports. */
  readonly ask: (address: Address, token?: string) => Promise<Outcome>;
}

const transports: Readonly<Record<string, TestedTransport>> = {
  'NestJS 12, GraphQL with Apollo, ES modules': {
    type: 'module',
    dependencies: {
      ...nest(12, 'platform-express'),
      '@nestjs/graphql': '^14',
      '@nestjs/apollo': '^14',
      '@apollo/server': '^5',
      '@as-integrations/express5': '^1',
      graphql: '^16',
    },
    module: 'src/app-graphql.module.ts',
    main: 'src/main.ts',
    documents: true,
    ask: askGraphql,
  },
  'NestJS 12, GraphQL with Mercurius, Fastify, ES modules': {
    type: 'module',
    dependencies: {
      ...nest(12, 'platform-fastify'),
      '@fastify/static': '^10',
      '@nestjs/graphql': '^14',
      '@nestjs/mercurius': '^14',
      mercurius: '^16',
      graphql: '^16',
    },
    module: 'src/app-mercurius.module.ts',
    main: 'src/main-fastify.ts',
    documents: true,
    ask: askGraphql,
  },
  'NestJS 11, a gateway of socket.io, CommonJS': {
    type: 'commonjs',
    dependencies: nest(11, 'platform-express', 'websockets', 'platform-socket.io'),
    module: 'src/app-socket.module.ts',
    main: 'src/main.ts',
    documents: true,
    ask: askSocketIo,
  },
  'NestJS 12, a gateway of ws, ES modules': {
    type: 'module',
    dependencies: nest(12, 'platform-express', 'websockets', 'platform-ws'),
    module: 'src/app-socket.module.ts',
    main: 'src/main-ws.ts',
    documents: false,
    ask: askWs,
  },
  'NestJS 12, HTTP and messages over TCP, ES modules': {
    type: 'module',
    dependencies: nest(12, 'platform-express', 'microservices'),
    module: 'src/app-microservice.module.ts',
    main: 'src/main-hybrid.ts',
    documents: false,
    ask: askTcp,
  },
};

describe.each(Object.entries(transports))('%s', (_name, transport) => {
  const { type, dependencies, module, main, documents, ask } = transport;
  let provider: TestProvider;
  let project: ForeignProject;
  let address: Address;

  const start = async () => {
    const tcpPort = await freePort();
    const environment = { AUTHORITY_HOST: provider.origin, TCP_PORT: String(tcpPort) };
    address = { origin: await project.start(environment), tcpPort };
  };

  beforeAll(async () => {
    provider = await createTestProvider();
    project = await ForeignProject.create(tarball.path, {
      type,
      dependencies,
      devDependencies: {},
      files: new Map([
        ['src/app.module.ts', readme.get(module) ?? ''],
        ['src/main.ts', readme.get(main) ?? ''],
      ]),
    });
    await start();
  });
  afterAll(async () => {
    await project?.remove();
    await provider.close();
  });

  const scopes = ['reports.read'];

  it('answers whoever has the scope', async () => {
    const token = await provider.token({ scopes });
    expect(await ask(address, token)).toMatchObject({ status: 200, body: 'Ada Lovelace' });
  });

  it('answers nobody else, and says what is missing', async () => {
    for (const [token, status, challenge] of [
      [undefined, 401, 'Bearer realm='],
      [await provider.forgedToken({ scopes }), 401, 'error="invalid_token"'],
      [await provider.token({ scopes: ['other'] }), 403, 'error="insufficient_scope"'],
    ] as const) {
      const outcome = await ask(address, token);
      expect(outcome.status).toBe(status);
      expect(outcome.headers['www-authenticate']).toContain(challenge);
    }
  });

  if (documents) {
    it('serves an OpenAPI document with the security scheme', async () => {
      const response = await fetch(`${address.origin}/docs-json`);
      expect(await response.json()).toMatchObject({
        components: { securitySchemes: { accessToken: { type: 'http', scheme: 'bearer' } } },
      });
    });
  }

  it('answers 503 while the keys of the provider cannot be had', async () => {
    await project.stop();
    provider.goDown();
    await start();
    const outcome = await ask(address, await provider.token({ scopes }));
    expect(outcome.status).toBe(503);
    expect(Number(outcome.headers['retry-after'])).toBeGreaterThan(0);
  });
});
