import { io, type Socket } from 'socket.io-client';
import { createTestProvider, type TestProvider } from '../../../src/auth/testing/index.js';
import { ForeignProject, type ProjectDefinition } from './support/foreign-project.js';
import { pack, readmeBlocks, remove, type Tarball } from './support/tarball.js';

let tarball: Tarball;
let readme: ReadonlyMap<string, string>;
let provider: TestProvider;

beforeAll(async () => {
  tarball = await pack();
  readme = await readmeBlocks(tarball);
  provider = await createTestProvider();
});
afterAll(async () => {
  await provider.close();
  await remove(tarball);
});

const nest = (major: number, ...packages: readonly string[]) =>
  Object.fromEntries(
    ['common', 'core', 'passport', 'swagger', 'platform-express', ...packages].map((name) => [
      `@nestjs/${name}`,
      `^${major}`,
    ]),
  );

/** A project with the program of the README and another module of it. */
const define = (
  type: ProjectDefinition['type'],
  module: string,
  dependencies: Readonly<Record<string, string>>,
): ProjectDefinition => ({
  type,
  dependencies: { 'reflect-metadata': '^0.2', rxjs: '^7', ...dependencies },
  devDependencies: {},
  files: new Map([
    ['src/app.module.ts', readme.get(module) ?? ''],
    ['src/main.ts', readme.get('src/main.ts') ?? ''],
  ]),
});

describe('NestJS 12, GraphQL with Apollo, ES modules', () => {
  let project: ForeignProject;
  let origin: string;

  beforeAll(async () => {
    project = await ForeignProject.create(
      tarball.path,
      define('module', 'src/app-graphql.module.ts', {
        ...nest(12),
        '@nestjs/graphql': '^14',
        '@nestjs/apollo': '^14',
        '@apollo/server': '^5',
        '@as-integrations/express5': '^1',
        graphql: '^16',
      }),
    );
    origin = await project.start({ AUTHORITY_HOST: provider.origin });
  });
  afterAll(() => project?.remove());

  const query = async (token?: string) => {
    const authorization: Record<string, string> =
      token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization },
      body: JSON.stringify({ query: '{ owner }' }),
    });
    const body = (await response.json()) as object;
    return { body, challenge: response.headers.get('www-authenticate') };
  };

  it('answers whoever has the scope, and nobody else', async () => {
    const { body } = await query(await provider.token({ scopes: ['reports.read'] }));
    expect(body).toEqual({ data: { owner: 'Ada Lovelace' } });
    for (const [token, code, challenge] of [
      [undefined, 'UNAUTHENTICATED', 'Bearer realm='],
      [await provider.forgedToken(), 'UNAUTHENTICATED', 'error="invalid_token"'],
      [await provider.token({ scopes: ['other'] }), 'FORBIDDEN', 'error="insufficient_scope"'],
    ] as const) {
      const refused = await query(token);
      expect(refused.body).toMatchObject({ errors: [{ extensions: { code } }] });
      expect(refused.challenge).toContain(challenge);
    }
  });
});

describe('NestJS 11, a gateway of socket.io, CommonJS', () => {
  let project: ForeignProject;
  let origin: string;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    project = await ForeignProject.create(
      tarball.path,
      define('commonjs', 'src/app-socket.module.ts', nest(11, 'websockets', 'platform-socket.io')),
    );
    origin = await project.start({ AUTHORITY_HOST: provider.origin });
  });
  afterAll(async () => {
    for (const socket of sockets) {
      socket.disconnect();
    }
    await project?.remove();
  });

  /** What the handler answers, or how it or the connection is refused. */
  const ask = (token?: string) =>
    new Promise<unknown>((resolve) => {
      const auth = token === undefined ? {} : { token };
      const socket = io(origin, { auth, forceNew: true, reconnection: false });
      sockets.push(socket);
      socket.once('connect_error', (error) => resolve((error as Error & { data: unknown }).data));
      socket.once('exception', resolve);
      socket.emit('owner', null, resolve);
    });

  it('answers whoever has the scope, and nobody else', async () => {
    expect(await ask(await provider.token({ scopes: ['reports.read'] }))).toBe('Ada Lovelace');
    expect(await ask()).toMatchObject({ statusCode: 401 });
    expect(await ask(await provider.forgedToken())).toMatchObject({ statusCode: 401 });
    // NestJS 11 runs no global guards here.
    expect(await ask(await provider.token({ scopes: ['other'] }))).toMatchObject({
      statusCode: 403,
      headers: { 'WWW-Authenticate': expect.stringContaining('insufficient_scope') as string },
    });
  });
});
