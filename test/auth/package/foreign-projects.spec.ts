import { createTestProvider, type TestProvider } from '../../../src/auth/testing/index.js';
import { ForeignProject, type ProjectDefinition } from './support/foreign-project.js';
import { pack, readmeBlocks, remove, type Tarball } from './support/tarball.js';

let tarball: Tarball;
let readme: ReadonlyMap<string, string>;

beforeAll(async () => {
  tarball = await pack();
  readme = await readmeBlocks(tarball);
});
afterAll(() => remove(tarball));

/** A code block of the README. */
function block(file: string): string {
  const code = readme.get(file);
  if (code === undefined) {
    throw new Error(`the README has no code block of ${file}`);
  }
  return code;
}

const nest = (major: number) => ({
  '@nestjs/common': `^${major}`,
  '@nestjs/core': `^${major}`,
  '@nestjs/passport': `^${major}`,
  '@nestjs/swagger': `^${major}`,
  'reflect-metadata': '^0.2',
  rxjs: '^7',
});

interface TestedProject extends ProjectDefinition {
  /** What runs the test of the README. */
  readonly testCommand: readonly string[];
}

const projects: Readonly<Record<string, () => TestedProject>> = {
  'NestJS 12, Express, ES modules': () => ({
    type: 'module',
    dependencies: { ...nest(12), '@nestjs/platform-express': '^12' },
    devDependencies: {
      '@nestjs/testing': '^12',
      '@swc/core': '^1',
      'unplugin-swc': '^1',
      vitest: '^4',
    },
    testCommand: ['node_modules/vitest/vitest.mjs', 'run'],
    files: new Map([
      ['vitest.config.mjs', block('vitest.config.mjs')],
      ['src/app.module.ts', block('src/app.module.ts')],
      ['test/reports.spec.ts', block('test/reports.spec.ts')],
      ['src/main.ts', block('src/main.ts')],
    ]),
  }),
  'NestJS 11, Express, CommonJS': () => ({
    type: 'commonjs',
    dependencies: { ...nest(11), '@nestjs/platform-express': '^11' },
    devDependencies: { '@nestjs/testing': '^11', jest: '^30', 'ts-jest': '^29' },
    testCommand: ['node_modules/jest/bin/jest.js'],
    files: new Map([
      ['jest.config.mjs', block('jest.config.mjs')],
      ['src/app.module.ts', block('src/app.module.ts')],
      ['test/reports.spec.ts', block('test/reports.spec.ts')],
      ['src/main.ts', block('src/main.ts')],
    ]),
  }),
  'NestJS 12, Fastify, ES modules': () => ({
    type: 'module',
    dependencies: { ...nest(12), '@nestjs/platform-fastify': '^12', '@fastify/static': '^10' },
    devDependencies: {
      '@nestjs/platform-express': '^12',
      '@nestjs/testing': '^12',
      jest: '^30',
      'ts-jest': '^29',
    },
    testCommand: ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js'],
    files: new Map([
      ['jest.config.mjs', block('jest-esm.config.mjs')],
      ['src/app.module.ts', block('src/app.module.ts')],
      ['test/reports.spec.ts', block('test/reports.spec.ts')],
      ['src/main.ts', block('src/main-fastify.ts')],
    ]),
  }),
};

describe.each(Object.entries(projects))('%s', (_name, define) => {
  let provider: TestProvider;
  let definition: TestedProject;
  let project: ForeignProject;
  let origin: string;

  beforeAll(async () => {
    provider = await createTestProvider();
    definition = define();
    project = await ForeignProject.create(tarball.path, definition);
    origin = await project.start({ AUTHORITY_HOST: provider.origin });
  });
  afterAll(async () => {
    await project?.remove();
    await provider.close();
  });

  const get = (path: string, token?: string) =>
    fetch(origin + path, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });

  it('answers 200 to a token with the scope', async () => {
    const answer = await get('/reports', await provider.token({ scopes: ['reports.read'] }));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ owner: 'Ada Lovelace' });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('answers 401 with a challenge without a token, and to one that is not valid', async () => {
    const none = await get('/reports');
    expect(none.status).toBe(401);
    expect(none.headers.get('www-authenticate')).toMatch(
      /^Bearer realm="[^"]+", authorization_uri=/,
    );
    for (const token of [
      await provider.forgedToken(),
      await provider.expiredToken(),
      await provider.foreignToken(),
    ]) {
      const answer = await get('/reports', token);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
    }
  });

  it('answers 403 to a token without the scope', async () => {
    const answer = await get('/reports', await provider.token({ scopes: ['reports.write'] }));
    expect(answer.status).toBe(403);
    expect(answer.headers.get('www-authenticate')).toContain(
      'error="insufficient_scope", scope="https://contoso.onmicrosoft.com/11111111-1111-4111-8111-111111111111/reports.read"',
    );
  });

  it('documents what the route needs, and how to send it', async () => {
    const document = (await (await get('/docs-json')).json()) as {
      readonly paths: Readonly<Record<string, Readonly<Record<string, { security: unknown }>>>>;
      readonly components: { readonly securitySchemes: object };
    };
    expect(document.paths['/reports']?.['get']?.security).toEqual([
      { accessToken: ['reports.read'] },
    ]);
    expect(document.components.securitySchemes).toHaveProperty('accessToken');
  });

  it('answers 503 while the keys of the provider cannot be had', async () => {
    await project.stop();
    provider.goDown();
    origin = await project.start({ AUTHORITY_HOST: provider.origin });
    const answer = await get('/reports', await provider.token({ scopes: ['reports.read'] }));
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('is typed for the resolution of bundlers, too', async () => {
    const options = ['--noEmit', '--module', 'esnext', '--moduleResolution', 'bundler'];
    await expect(project.tsc(...options)).resolves.toBeUndefined();
  });

  it('passes the test of the README', async () => {
    expect(await project.node(...definition.testCommand)).toMatch(/Tests:?\s+1 passed/);
  });
});
