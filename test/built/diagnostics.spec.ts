import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestProvider } from '../../src/auth/testing/index.js';
import { audience, policyName, startProvider } from '../support/provider.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let provider: TestProvider;
let database: TestDatabase;

beforeAll(async () => {
  provider = await startProvider();
  database = await createTestDatabase();
});
afterAll(async () => {
  await provider.close();
  await database.remove();
});

/** Runs a built command as its own process, with these variables and no others. */
async function run(command: string, input = '', variables: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(__dirname, '../../dist', command), '--json'], {
    cwd: '/',
    env: {
      TENANT_NAME: 'contoso',
      APP_CLIENT_ID: audience,
      AUTH_POLICY_NAME: policyName,
      AUTHORITY_HOST: provider.origin,
      ...database.environment,
      ...variables,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(input);
  const [output, errors, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { status, output, errors };
}

it('doctor ends with 0 for a good set-up and 1 for a bad one', async () => {
  const good = await run('run-doctor.js');
  expect(JSON.parse(good.output)).toMatchObject({ ok: true });
  expect(good).toMatchObject({ status: 0, errors: '' });
  const TENANT_ID = '0d7a1f4e-5a63-4b1c-9c40-8a1b6a2f9e77';
  expect(await run('run-doctor.js', '', { TENANT_ID })).toMatchObject({ status: 1 });
});

it('token:explain reads standard input, and ends with 0, 1 or 2', async () => {
  const good = await run('explain-token.js', `Bearer ${await provider.token()}\n`);
  expect(JSON.parse(good.output)).toMatchObject({ verdict: 'acceptable' });
  expect(good).toMatchObject({ status: 0, errors: '' });
  expect(await run('explain-token.js', 'opaque')).toMatchObject({ status: 1, errors: '' });
  expect(await run('explain-token.js')).toMatchObject({ status: 2 });
  const unset = await run('explain-token.js', 'opaque', { APP_CLIENT_ID: '' });
  expect(unset).toMatchObject({ status: 2, errors: expect.stringContaining('APP_CLIENT_ID') });
});
