import { AUTH_OPTIONS, type AuthOptions } from '../../src/auth/internals.js';
import { protectedRoutes, runExplain } from '../../src/explain/index.js';
import { Api, tokenOf } from '../support/api.js';
import { KeyServer } from '../support/key-server.js';
import { useRunningApi } from '../support/running-api.js';

const running = useRunningApi();

async function run(args: readonly string[], input?: string, { nest }: Api = running.api) {
  let output = '';
  const status = await runExplain({
    args,
    readInput: input === undefined ? undefined : () => Promise.resolve(input),
    loadApi: () =>
      Promise.resolve({
        options: nest.get<AuthOptions>(AUTH_OPTIONS, { strict: false }),
        routes: protectedRoutes(nest),
      }),
    colour: false,
    write: (text) => (output += text),
  });
  return { status, output };
}

it('takes a token however it was pasted', async () => {
  const token = tokenOf(running.keyServer);
  const pasted = [
    `Bearer ${token}`,
    `"${token}"`,
    ` '${token}'\n`,
    `Authorization: Bearer ${token}`,
  ];
  for (const text of [token, ...pasted]) {
    expect((await run([], text)).status).toBe(0);
    expect((await run([text])).status).toBe(0);
  }
  expect((await run(['Bearer', token])).status).toBe(0);
});

it('ends with 1 for a refused token and 2 for wrong usage', async () => {
  expect((await run(['opaque'])).status).toBe(1);
  expect((await run([])).status).toBe(2);
  expect((await run([], ' \n')).status).toBe(2);
  expect((await run(['--no-such-flag', 'opaque'])).status).toBe(2);
  expect((await run(['--help'])).status).toBe(0);
});

it('prints neither the token nor who it is of', async () => {
  const token = tokenOf(running.keyServer);
  for (const flags of [[], ['--json'], ['--no-fetch']]) {
    const { output } = await run([...flags, token]);
    for (const secret of [...token.split('.'), 'Ada', 'ada@contoso', 'a3b1f0a4']) {
      expect(output).not.toContain(secret);
    }
  }
});

it('fetches nothing with --no-fetch, and says what that leaves unchecked', async () => {
  const { fetches } = running.keyServer.policy('B2C_1_signupsignin');
  const before = { ...fetches };
  const { status, output } = await run(['--no-fetch', tokenOf(running.keyServer)]);
  expect(status).toBe(0);
  expect(output).toMatch(/not checked {2}signature/);
  expect(output).toContain('issuer and signature were not checked');
  expect(fetches).toEqual(before);
});

it('sends the token nowhere', async () => {
  const token = tokenOf(running.keyServer);
  await run([token]);
  expect(running.keyServer.strayRequests).toEqual([]);
});

it('is undecided about a token while the provider is out of reach', async () => {
  const keyServer = await KeyServer.start('B2C_1_signupsignin');
  const api = await Api.start(keyServer);
  const token = tokenOf(keyServer);
  await keyServer.down();
  const { status, output } = await run([token], undefined, api);
  expect(status).toBe(1);
  expect(output).toContain('Undecided');
  expect(output).toContain('cannot be reached');
  await api.close();
});

it('writes JSON for programs', async () => {
  const { output } = await run(['--json', tokenOf(running.keyServer, { claims: { exp: 1 } })]);
  expect(JSON.parse(output)).toMatchObject({
    verdict: 'refused',
    reason: 'expired',
    offline: false,
  });
});
