import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestProvider } from '../../src/auth/testing/index.js';
import { BuiltApi } from '../support/built-api.js';
import { audience, policyName, startProvider } from '../support/provider.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

// The compiler reads the whole program.
jest.setTimeout(120_000);

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/your-own-resource.md'), 'utf8');

interface Block {
  readonly language: string;
  readonly file: string;
  readonly code: string;
}

/** The code of the page, each block with the file that it names. */
const blocks: readonly Block[] = Array.from(
  page.matchAll(/^```(ts|diff) (\S+)\n(.*?)^```$/gms),
  ([, language = '', file = '', code = '']) => ({ language, file, code }),
);

let copy: string;
let provider: TestProvider;
let database: TestDatabase;
let api: BuiltApi;

beforeAll(async () => {
  mkdirSync(join(root, 'coverage'), { recursive: true });
  copy = mkdtempSync(join(root, 'coverage/own-resource-'));
  cpSync(join(root, 'src'), join(copy, 'src'), { recursive: true });
  for (const block of blocks) {
    followInstruction(block);
  }
  writeFileSync(
    join(copy, 'tsconfig.json'),
    JSON.stringify({
      extends: '../../tsconfig.build.json',
      compilerOptions: { rootDir: 'src', outDir: 'dist' },
      include: ['src'],
      exclude: ['src/**/*.spec.ts'],
    }),
  );
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', copy], {
    stdio: 'inherit',
  });
  provider = await startProvider();
  database = await createTestDatabase();
  api = await BuiltApi.start(
    {
      TENANT_NAME: 'contoso',
      APP_CLIENT_ID: audience,
      AUTH_POLICY_NAME: policyName,
      AUTHORITY_HOST: provider.origin,
      ...database.environment,
    },
    join(copy, 'dist/main.js'),
  );
  await api.until('/health/ready', 200);
});

afterAll(async () => {
  api.signal('SIGTERM');
  await api.exit();
  await provider.close();
  await database.remove();
  rmSync(copy, { recursive: true });
});

/** Writes a new file, or replaces the lines of an existing one. */
function followInstruction({ language, file, code }: Block): void {
  const path = join(copy, file);
  if (language === 'ts') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code);
    return;
  }
  let text = readFileSync(path, 'utf8');
  for (const [, removed = '', added = ''] of code.matchAll(/((?:^-.*\n)+)((?:^\+.*\n)+)/gm)) {
    expect(text).toContain(removed.replace(/^-/gm, ''));
    text = text.replace(removed.replace(/^-/gm, ''), added.replace(/^\+/gm, ''));
  }
  writeFileSync(path, text);
}

async function call(path: string, scp: string, body?: unknown, person = 'ada', key?: string) {
  const response = await fetch(api.origin + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${await provider.token({ id: person, scopes: [scp] })}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, body: answer };
}

const expense = { amount: 1250, spentAt: '2027-01-31T17:00:00Z', category: 'meals' };

it('makes one new folder and changes one existing file', () => {
  const created = blocks.filter(({ language }) => language === 'ts').map(({ file }) => file);
  expect(new Set(created.map(dirname))).toEqual(new Set(['src/expenses']));
  const changed = blocks.filter(({ language }) => language === 'diff').map(({ file }) => file);
  expect(changed).toEqual(['src/resources.ts']);
});

it('serves the new resource to people whose token carries its scopes', async () => {
  const created = await call('/expenses', 'expenses.write', expense);
  expect(created.status).toBe(201);
  expect(created.headers.get('etag')).toBe('"1"');
  expect(created.body).toMatchObject({ ...expense, spentAt: '2027-01-31T17:00:00.000Z' });
  const location = created.headers.get('location') ?? '';
  expect((await call(location, 'expenses.read')).body).toEqual(created.body);
  const listed = await call('/expenses', 'expenses.read');
  expect(listed.body).toEqual({ items: [created.body], nextCursor: null });

  expect((await call('/expenses', 'tasks.read tasks.write', expense)).status).toBe(403);
  expect((await call(location, 'expenses.read', undefined, 'grace')).status).toBe(404);
  expect((await call('/tasks', 'tasks.read')).status).toBe(200);
});

it('has pages, idempotency keys and validation from what every resource shares', async () => {
  const both = 'expenses.read expenses.write';
  const first = await call('/expenses', both, expense, 'linus', 'lunch');
  expect((await call('/expenses', both, expense, 'linus', 'lunch')).body).toEqual(first.body);
  const other = { ...expense, amount: 1251 };
  expect((await call('/expenses', both, other, 'linus', 'lunch')).status).toBe(422);
  await call('/expenses', both, other, 'linus');
  const page1 = await call('/expenses?limit=1', both, undefined, 'linus');
  const { nextCursor } = page1.body as { nextCursor: string };
  const page2 = await call(`/expenses?limit=1&cursor=${nextCursor}`, both, undefined, 'linus');
  expect(page2.body).toEqual({ items: [first.body], nextCursor: null });

  const wrong = await call('/expenses', both, { ...expense, category: 'rent', owner: 'me' });
  expect(wrong.status).toBe(400);
  expect(wrong.body['errors']).toEqual([
    { path: 'category', message: 'must be one of travel, meals, other' },
    { path: 'owner', message: 'is not known here' },
  ]);
});

it('documents the new resource', async () => {
  const document = (await (await fetch(`${api.origin}/openapi.json`)).json()) as {
    readonly paths: object;
    readonly tags: readonly { readonly name: string }[];
  };
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining(['/expenses', '/expenses/{id}', '/tasks']),
  );
  expect(document.tags.map(({ name }) => name)).toContain('expenses');
});
